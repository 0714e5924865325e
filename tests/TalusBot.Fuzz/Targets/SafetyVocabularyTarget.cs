using TalusBot.Knowledge.Safety;

namespace TalusBot.Fuzz.Targets;

/// <summary>The vocabulary of the safety folder.</summary>
internal sealed class SafetyVocabularyTarget() : SafetyTarget(
    Id,
    12,
    "vocabulary.yaml",
    [Safety + "VocabularyReader.cs", Safety + "PatternText.cs"],
    [.. Language.All.Select(name => name + ": "), "[\"(a | b)\"]\n", "  - \"", "{foot}", "{numb-part}", "!not", "..", "...", "({foot})?", "=exactly"])
{
    public const string Id = "safety-vocabulary";
}
