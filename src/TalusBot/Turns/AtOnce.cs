using System.Text.Json;
using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>
/// Answers a message in the very request that says it, and writes both at once: nobody is told that it was taken before its reply
/// is on disk with it. A conversation in which something still waits keeps its order: there a message goes through the queue, and
/// where that is full it is not let past those who wait.
/// </summary>
internal sealed class AtOnce(WholeTurnStore store, TurnQueue queue, Answering answering, IReplyChannel channel, IOptions<LimitsOptions> limits, TurnMetrics metrics, TimeProvider clock)
{
    private int underWay;

    /// <param name="channelId">By which way the message comes.</param>
    /// <param name="person">Stands for who says it where several people talk with the bot; empty where one does.</param>
    /// <param name="said">As it is kept.</param>
    /// <param name="clientId">Names the message, so that it is taken once; null where nobody names it.</param>
    /// <param name="say">The reply as the body of a log entry, and whatever of it the caller needs.</param>
    /// <returns>What the caller needs of the reply; null where the message has to wait for others. Nothing was written then.</returns>
    /// <exception cref="StorageUnavailableException">It could not be written.</exception>
    public async Task<T?> TryAsync<T>(
        string conversation, string channelId, string person, Activity said, string? clientId, string baseUrl, Func<Reply, OpenTurn, (string Body, T Needed)> say, CancellationToken cancel)
        where T : class
    {
        if (Interlocked.Increment(ref underWay) > limits.Value.WaitingTurns || queue.IsFull || !answering.IsReady)
        {
            Interlocked.Decrement(ref underWay);
            return null;
        }

        try
        {
            var since = clock.GetTimestamp();
            var standing = await store.StandingAsync(conversation, person, clientId, cancel);
            if (!standing.IsFree)
            {
                return null;
            }

            using var span = TurnMetrics.Begin(System.Diagnostics.Activity.Current?.Context ?? default);
            var turn = new OpenTurn(conversation, (standing.Last ?? 0) + 1, baseUrl);
            var answered = answering.Answer(turn, said, standing.State);
            var (reply, needed) = say(answered.Reply, turn);
            var whole = new WholeTurn(conversation, channelId, person, standing.Last, standing.IsSentTo, clientId, baseUrl, JsonSerializer.Serialize(said, ActivityJson.Plain.Activity), reply, answered.Kept);
            if (!await store.WriteAsync(whole, cancel))
            {
                return null;
            }

            answering.Written(answered);
            metrics.Completed(span, clock.GetElapsedTime(since), channelId, answered.Outcome);
            if (standing.IsSentTo)
            {
                channel.Deliver(conversation);
            }
            else
            {
                channel.Hear(conversation);
            }

            return needed;
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }
}
