using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>The events by which readers say what they think of a reply: <c>talusbot/feedback</c> and <c>talusbot/send-to-maintainers</c>.</summary>
internal sealed class ReaderMarks(ConversationStore store, IReplyChannel channel)
{
    public const string Feedback = "talusbot/feedback";
    private const string Send = "talusbot/send-to-maintainers";
    private const int LongestReason = 500;

    public static bool IsOne(Activity said) => said is { Type: ActivityTypes.Event, Name: Feedback or Send };

    /// <summary>What is said about a mark; it answers the event.</summary>
    public static Reply ReplyTo(ReaderMark mark) => mark switch
    {
        ReaderMark.Rated { Thumb: Thumb.Up } => Wording.ThumbUp(),
        ReaderMark.Rated { Thumb: Thumb.Down } => Wording.ThumbDown(),
        ReaderMark.Rated => Wording.ThumbTakenBack(),
        _ => Wording.QuestionSent(),
    };

    /// <summary>What the event comes to, or what is wrong with it and how to mend that.</summary>
    public async Task<(ReaderMark? Mark, string? Problem)> ReadAsync(string conversationId, Activity said, CancellationToken cancel = default)
    {
        if (said.Rest?.TryGetValue("value", out var value) is not true || value.ValueKind is not JsonValueKind.Object)
        {
            return (null, $"\"{said.Name}\" needs a \"value\" that is an object with \"replyToId\".");
        }

        if (!value.TryGetProperty("replyToId", out var id) || id.ValueKind is not JsonValueKind.String
            || channel.SequenceOf(conversationId, id.GetString()!) is not { } reply || await AnsweredAsync(conversationId, reply, cancel) is not { } asked)
        {
            return (null, "\"replyToId\" must be the id of one of the bot's replies to a message in this conversation.");
        }

        if (said.Name is Send)
        {
            return (new ReaderMark.Sent(asked.Sequence, asked.Question), null);
        }

        return ThumbIn(value) is not { } thumb ? (null, "\"thumb\" must be \"up\", \"down\" or \"none\".")
            : ReasonIn(value) is not { } reason ? (null, $"\"reason\" must be text of at most {LongestReason} characters.")
            : (new ReaderMark.Rated(reply, thumb, reason, asked.Sequence, asked.Question), null);
    }

    /// <summary>The message that a reply answered; null where there stands no reply to a message.</summary>
    private async Task<(long Sequence, string Question)?> AnsweredAsync(string conversationId, long reply, CancellationToken cancel) =>
        await ActivityAtAsync(conversationId, reply, cancel) is ({ Type: ActivityTypes.Message, From.Role: "bot", ReplyToId: { } to }, _)
        && channel.SequenceOf(conversationId, to) is { } sequence
        && await ActivityAtAsync(conversationId, sequence, cancel) is ({ Type: ActivityTypes.Message } asked, var question)
            ? (sequence, question ?? asked.Text ?? "")
            : null;

    private async Task<(Activity Activity, string? Question)?> ActivityAtAsync(string conversationId, long sequence, CancellationToken cancel) =>
        await store.ReadEntryAsync(conversationId, sequence, cancel) is var (body, question)
            ? (JsonSerializer.Deserialize(body, ActivityJson.Default.Activity)!, question)
            : null;

    private static Thumb? ThumbIn(JsonElement value) =>
        value.TryGetProperty("thumb", out var thumb) && thumb.ValueKind is JsonValueKind.String
            ? thumb.GetString() switch
            {
                "up" => Thumb.Up,
                "down" => Thumb.Down,
                "none" => Thumb.None,
                _ => null,
            }
            : null;

    /// <returns>Empty where there is none; null where it is none that we take.</returns>
    private static string? ReasonIn(JsonElement value) =>
        !value.TryGetProperty("reason", out var reason) || reason.ValueKind is JsonValueKind.Null ? ""
        : reason.ValueKind is JsonValueKind.String && reason.GetString()!.Trim() is { Length: <= LongestReason } words ? words
        : null;
}
