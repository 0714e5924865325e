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
internal sealed class ConnectorReplies(ConnectorDelivery delivery, LogGrowth growth, KnowledgeBase knowledge) : IReplyChannel
{
    public string Body(Reply reply, OpenTurn turn, string? locale) =>
        Body(reply, turn.ConversationId, turn.BaseUrl, DirectLineWire.ActivityId(turn.ConversationId, turn.Sequence), locale);

    public long? SequenceOf(string conversationId, string activityId) => DirectLineWire.SequenceOf(conversationId, activityId);

    public void Deliver(string conversationId)
    {
        growth.Announce(conversationId);
        if (!ConnectorConversation.IsWebhook(conversationId))
        {
            delivery.Wake(conversationId);
        }
    }

    public void Close(string conversationId)
    {
        // Whoever waits finds the conversation gone; deliveries find nothing to send.
    }

    public string Welcome(string conversationId, string baseUrl) => Body(
        knowledge.Current is { } snapshot ? Wording.Welcome(snapshot.Site) : Wording.Trouble(), conversationId, baseUrl, replyToId: null, locale: null);

    private static string Body(Reply reply, string conversationId, string baseUrl, string? replyToId, string? locale)
    {
        var conversation = ConnectorConversation.Read(conversationId);
        return ReplyEnvelope.Write(
            reply,
            ConnectorConversation.IsWebhook(conversationId) ? [WebhookReply(reply, baseUrl)] : ConnectorRendering.Render(reply, conversation.ChannelId, conversation.Scope, locale),
            baseUrl,
            replyToId,
            locale);
    }

    private static Activity WebhookReply(Reply reply, string baseUrl) => TalusBot.Channels.Webhook.WebhookRendering.Render(reply, baseUrl);
}
