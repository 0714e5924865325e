using System.Text.Json.Serialization;
using TalusBot.Channels.Asking;
using TalusBot.Conversation;

namespace TalusBot.Channels;

/// <summary>The reply to one question for other programs: what <c>POST /api/ask</c> answers and <c>ask --json</c> prints.</summary>
/// <param name="Conversation">Send it back to go on with this conversation; null where the reply stands alone.</param>
/// <param name="Outcome">answered, clarify, notCovered, safety, guide, smalltalk, feedback or done.</param>
/// <param name="Confidence">How sure the ranking is, 0 to 1; null where nothing was ranked.</param>
/// <param name="Text">Markdown, as people read it; [1] in it stands for the first citation.</param>
/// <param name="Citations">Exact words with who said them, when and where; at most 3.</param>
/// <param name="Choices">What to pick from, where the reply asks back; a choice is taken by sending its words.</param>
/// <param name="Followups">Questions that are known to have answers; at most 3.</param>
internal sealed record AskReply(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Conversation,
    string Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Confidence,
    string Text,
    IReadOnlyList<CitationData> Citations,
    IReadOnlyList<string> Choices,
    IReadOnlyList<string> Followups)
{
    public static AskReply Of(Reply reply, string? conversation) => Of(SpokenReply.Of(reply), conversation);

    public static AskReply Of(SpokenReply reply, string? conversation) =>
        new(conversation, reply.Facts.Outcome, reply.Facts.Confidence, reply.Text, reply.Facts.Citations, reply.Choices, reply.Followups);
}
