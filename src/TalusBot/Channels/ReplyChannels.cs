using TalusBot.Channels.Connector;
using TalusBot.Channels.DirectLine;
using TalusBot.Conversation;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels;

/// <summary>Each conversation's own channel, by its id.</summary>
internal sealed class ReplyChannels(DirectLineReplies direct, ConnectorReplies connector) : IReplyChannel
{
    public string Body(Reply reply, OpenTurn turn, string? locale) => Of(turn.ConversationId).Body(reply, turn, locale);

    public long? SequenceOf(string conversationId, string activityId) => Of(conversationId).SequenceOf(conversationId, activityId);

    public void Deliver(string conversationId) => Of(conversationId).Deliver(conversationId);

    public void Hear(string conversationId) => Of(conversationId).Hear(conversationId);

    public void HearAll()
    {
        direct.HearAll();
        connector.HearAll();
    }

    public Task TakeUpAsync(CancellationToken cancel) => connector.TakeUpAsync(cancel);

    public void Close(string conversationId) => Of(conversationId).Close(conversationId);

    private IReplyChannel Of(string conversationId) => ConnectorConversation.IsOne(conversationId) ? connector : direct;
}
