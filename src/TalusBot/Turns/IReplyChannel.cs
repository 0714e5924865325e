using TalusBot.Conversation;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>How one channel says a reply and gets it to the people who wait for it.</summary>
internal interface IReplyChannel
{
    /// <summary>The reply as the body of a log entry.</summary>
    string Body(Reply reply, OpenTurn turn, string? locale);

    /// <summary>The place in the log of the activity with this id; null where the conversation has none.</summary>
    long? SequenceOf(string conversationId, string activityId);

    /// <summary>The log of the conversation has grown, durably.</summary>
    void Deliver(string conversationId);

    /// <summary>The log of the conversation has grown, and there is nothing in it for us to send: another process does, or nobody.</summary>
    void Hear(string conversationId);

    /// <summary>Any log may have grown unheard.</summary>
    void HearAll();

    /// <summary>Delivers what a process that is gone has left.</summary>
    Task TakeUpAsync(CancellationToken cancel);

    /// <summary>The conversation has been deleted, or is in another place of its channel than it was.</summary>
    void Close(string conversationId);
}
