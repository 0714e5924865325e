using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels.Asking;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels.Connector;

/// <summary>Replies for channels behind the connector: written as they are to be sent, then sent, or handed to the request that waits for them.</summary>
internal sealed class ConnectorReplies(ConnectorDelivery delivery, LogGrowth growth, KnowledgeBase knowledge, IOptions<BotRegistration> bot) : IReplyChannel
{
    public string Body(Reply reply, OpenTurn turn, string? locale) => Say(reply, turn, locale).Body;

    /// <summary>The reply as the body of a log entry, and the activities in it that are sent.</summary>
    public (string Body, IReadOnlyList<Activity> Sends) Say(Reply reply, OpenTurn turn, string? locale) =>
        Say(reply, turn.ConversationId, turn.BaseUrl, DirectLineWire.ActivityId(turn.ConversationId, turn.Sequence), locale);

    public long? SequenceOf(string conversationId, string activityId) => DirectLineWire.SequenceOf(conversationId, activityId);

    public void Deliver(string conversationId)
    {
        growth.Announce(conversationId);
        if (!ConnectorConversation.IsWebhook(conversationId))
        {
            delivery.Wake(conversationId);
        }
    }

    public void Hear(string conversationId)
    {
        growth.Announce(conversationId);
        delivery.Hear(conversationId);
    }

    public void HearAll() => growth.AnnounceAll();

    public Task TakeUpAsync(CancellationToken cancel) => delivery.TakeUpAsync(cancel);

    /// <summary>Whoever waits finds the conversation gone; deliveries find nothing to send.</summary>
    public void Close(string conversationId) => Leave(conversationId);

    /// <summary>The conversation is in this place by now.</summary>
    public void Place(string conversationId, ConversationReference to) => delivery.Place(conversationId, to.ServiceUrl);

    /// <summary>Nothing more is to be sent there.</summary>
    public void Leave(string conversationId) => delivery.Place(conversationId, serviceUrl: null);

    public string Welcome(string conversationId, string baseUrl) => Body(
        knowledge.Current is { } snapshot ? Wording.Welcome(snapshot.Site) : Wording.Trouble(), conversationId, baseUrl, replyToId: null, locale: null);

    public string Telling(string words, string conversationId, string baseUrl) =>
        Body(Reply.Plain(Outcome.Smalltalk, [], words), conversationId, baseUrl, replyToId: null, locale: null);

    /// <param name="turn">Of the message that is answered, in its buttons; null leaves it out.</param>
    public ReplyPlace PlaceOf(string baseUrl, string? turn) => new(baseUrl, bot.Value.HasAppId ? bot.Value.MicrosoftAppId : null, turn);

    private string Body(Reply reply, string conversationId, string baseUrl, string? replyToId, string? locale) => Say(reply, conversationId, baseUrl, replyToId, locale).Body;

    private (string Body, IReadOnlyList<Activity> Sends) Say(Reply reply, string conversationId, string baseUrl, string? replyToId, string? locale)
    {
        var conversation = ConnectorConversation.Read(conversationId);
        var place = PlaceOf(baseUrl, replyToId);
        var sends = ConnectorConversation.IsWebhook(conversationId)
            ? [WebhookRendering.Render(reply, place)]
            : ConnectorRendering.Render(reply, conversation.ChannelId, conversation.Scope, locale, place);
        return (ReplyEnvelope.Write(reply, sends, replyToId, locale), sends);
    }
}
