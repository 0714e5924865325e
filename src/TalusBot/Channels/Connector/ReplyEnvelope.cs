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
        new LoggedReply(ActivityTypes.Message, Bot.Account, replyToId, locale, ReplyMarkdown.Write(reply), "markdown", new ReplyData(ReplyFacts.Of(reply)), sends),
        ConnectorJson.Plain.LoggedReply);

    /// <summary>The activities that an entry of ours comes to; none where it is not meant for the channel.</summary>
    public static IReadOnlyList<Activity> Read(Activity entry) =>
        entry.Rest?.TryGetValue(Sends, out var sends) is true ? JsonSerializer.Deserialize(sends, ConnectorJson.Default.IReadOnlyListActivity) ?? [] : [];

    /// <summary>The activity with what makes it a reply in that conversation.</summary>
    /// <param name="replyToId">The channel's id of what it answers; null where that is not known.</param>
    /// <param name="recipient">Whom it goes to; null where that is not known.</param>
    public static Activity Address(Activity activity, ConversationReference to, string? replyToId, ChannelAccount? recipient)
    {
        activity.Conversation = to.Conversation;
        activity.From = to.Bot;
        activity.ReplyToId = replyToId is { Length: > 0 } ? replyToId : null;
        activity.Recipient = recipient;
        return activity;
    }

    /// <inheritdoc cref="Address(Activity, ConversationReference, string?, ChannelAccount?)"/>
    /// <param name="place">What the store knows of both.</param>
    public static Activity Address(Activity activity, ConversationReference to, (string ActivityId, string Sender)? place) =>
        Address(activity, to, place?.ActivityId, place is { } known ? JsonSerializer.Deserialize(known.Sender, ConnectorJson.Default.ChannelAccount) : null);
}

/// <summary>An <see cref="Activity"/> with the activities that it comes to beside its own fields.</summary>
internal sealed record LoggedReply(
    string Type, ChannelAccount From, string? ReplyToId, string? Locale, string Text, string TextFormat, ReplyData ChannelData, IReadOnlyList<Activity> Sends);
