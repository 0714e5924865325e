using TalusBot.Knowledge.Safety;

namespace TalusBot.Conversation;

/// <summary>What is said to somebody who describes a warning sign: where to go, and nothing to try at home.</summary>
internal static class SafetyReply
{
    public static Reply From(SafetyFinding finding, string? locale) => Reply.Plain(Outcome.Safety, followups: [], Paragraphs(finding.AdviceFor(locale))) with
    {
        Discreet = [.. Paragraphs(finding.DiscreetAdviceFor(locale)).Select(words => new Block.Words(words))],
    };

    private static string[] Paragraphs(string advice) => advice.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
}
