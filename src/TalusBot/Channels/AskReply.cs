using System.Text.Json.Serialization;
using TalusBot.Conversation;

namespace TalusBot.Channels;

/// <summary>The answer to one question for other programs: what <c>ask --json</c> prints.</summary>
/// <param name="Conversation">The conversation it belongs to; null where it stands alone.</param>
/// <param name="Text">Markdown, as people read it.</param>
internal sealed record AskReply(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Conversation,
    string Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Confidence,
    string Text,
    IReadOnlyList<CitationData> Citations,
    IReadOnlyList<string> Choices,
    IReadOnlyList<string> Followups)
{
    public static AskReply Of(Reply reply, string? conversation) => new(
        conversation,
        ReplyFacts.OutcomeName(reply.Outcome),
        reply.Confidence,
        ReplyMarkdown.Write(reply),
        [.. reply.Citations.Select(CitationData.Of)],
        reply.Choices,
        reply.Followups);
}
