using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;

namespace TalusBot.Channels.Connector;

/// <summary>
/// A reply in the log of a conversation behind the connector: what it says and what it is, as on every channel, and beside that
/// the activities that it comes to there.
/// </summary>
internal static class ReplyEnvelope
{
    private const string Sends = "sends";

    /// <param name="replyToId">Of ours; null where it answers nothing.</param>
    public static string Write(Reply reply, IReadOnlyList<Activity> sends, string? replyToId, string? locale) => JsonSerializer.Serialize(
        new Activity
        {
            Type = ActivityTypes.Message,
            From = Bot.Account,
            ReplyToId = replyToId,
            Locale = locale,
            Text = ReplyMarkdown.Write(reply),
            TextFormat = "markdown",
            ChannelData = JsonSerializer.SerializeToElement(new ReplyData(ReplyFacts.Of(reply)), WireJson.Default.ReplyData),
            Rest = new(StringComparer.Ordinal) { [Sends] = JsonSerializer.SerializeToElement(sends, ConnectorJson.Plain.IReadOnlyListActivity) },
        },
        ActivityJson.Plain.Activity);

    /// <summary>The activities that an entry of ours comes to; none where it is not meant for the channel.</summary>
    public static IReadOnlyList<Activity> Read(Activity entry) =>
        entry.Rest?.TryGetValue(Sends, out var sends) is true ? JsonSerializer.Deserialize(sends, ConnectorJson.Default.IReadOnlyListActivity) ?? [] : [];

    /// <summary>The activity with what makes it a reply in that conversation.</summary>
    public static Activity Address(Activity activity, ConversationReference to, (string ActivityId, string Sender)? place)
    {
        activity.Conversation = to.Conversation;
        activity.From = to.Bot;
        activity.ReplyToId = place?.ActivityId is { Length: > 0 } id ? id : null;
        activity.Recipient = place is { } known ? JsonSerializer.Deserialize(known.Sender, ConnectorJson.Default.ChannelAccount) : null;
        return activity;
    }
}
