namespace TalusBot.Fuzz.Targets;

/// <summary>Rules of the safety folder.</summary>
internal sealed class SafetyRuleTarget() : SafetyTarget(
    Id,
    25,
    "numb.md",
    [Safety + "RuleReader.cs", Safety + "PatternText.cs", Safety + "SafetyReader.cs"],
    [
        "---\n", "id: ", "title: ", "urgency: ", "emergency", "sameDay", "soon", "saw: ", "why: ", "advice:\n", "  default: \"{where}\"\n", "  en-GB: x\n", "source:\n", "  name: ", "  url: https://b.example/\n", "certain: yes\n", "signs:\n", "with:\n", "fires:\n", "unless:\n", "takenBack:\n", "mustFire:\n", "mustNotFire:\n",
        "  - ", "    - ", "{numb-part}", "{foot}", "{end}", "{figure}", "{year}", "{none}", "=exactly", "!", "..", "...", " + ", "(a | b)?", "word?", "'s", "((((", "))))", " - ", "a: [b]",
    ])
{
    public const string Id = "safety-rules";
}
