using TalusBot.Knowledge.Safety;

namespace TalusBot.Conversation;

/// <summary>What is said to somebody who describes a warning sign: where to go, and nothing to try at home.</summary>
internal static class SafetyReply
{
    public static Reply From(SafetyFinding finding, string? locale) => Reply.Plain(
        Outcome.Safety,
        followups: [],
        finding.AdviceFor(locale).Split("\n\n", StringSplitOptions.RemoveEmptyEntries));
}
