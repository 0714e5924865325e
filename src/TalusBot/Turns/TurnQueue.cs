using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>Takes what users send. A message that was taken is on disk and will be answered, whatever happens to this process.</summary>
internal sealed class TurnQueue(ConversationStore store, ReaderMarks marks, IReplyChannel channel, IOptions<LimitsOptions> limits, TimeProvider clock)
{
    private const int LongestClientId = 128;

    // A conversation always falls into the same lane, and a lane works in order: so does every conversation.
    private readonly Channel<OpenTurn>[] lanes = [.. Enumerable.Range(0, Math.Max(4, Environment.ProcessorCount * 2))
        .Select(_ => System.Threading.Channels.Channel.CreateBounded<OpenTurn>(new BoundedChannelOptions(limits.Value.WaitingTurns) { SingleReader = true }))];

    /// <summary>What stands in a lane or is worked on; nothing stands there twice.</summary>
    private readonly ConcurrentDictionary<(string Conversation, long Sequence), HeldTurn> held = new();

    public int Lanes => lanes.Length;

    /// <summary>As many messages wait for their reply as may: who says one more is asked to come again, before anything of it is kept.</summary>
    public bool IsFull => lanes.Sum(lane => lane.Reader.Count) >= limits.Value.WaitingTurns;

    /// <summary>How many turns stand in a lane or are worked on.</summary>
    public int Held => held.Count;

    /// <summary>Writes the activity into the conversation's log and, where it wants a reply, opens a turn for it.</summary>
    /// <param name="said">Written by us, or read by the channel's own reader, so that it can be kept; its From is already the user it may be.</param>
    /// <param name="baseUrl">The address under which the client reached us.</param>
    /// <param name="onceAs">Names the message where its client has not; the same one is taken once.</param>
    public async Task<Accepted> TakeAsync(string conversationId, Activity said, string baseUrl, CancellationToken cancel, string? onceAs = null)
    {
        if (said.Type is ActivityTypes.Typing or ActivityTypes.ConversationUpdate)
        {
            // Live only, and of no use to us: known conversations take it, and nothing is kept.
            return await store.LastSequenceAsync(conversationId, cancel) is { } last ? new Accepted(AcceptOutcome.Taken, last) : new Accepted(AcceptOutcome.Unknown);
        }

        if (said is { Type: ActivityTypes.Event, Name: "talusbot/clear" })
        {
            var known = await store.ForgetAsync(conversationId, cancel);
            channel.Close(conversationId);
            return new Accepted(known ? AcceptOutcome.Taken : AcceptOutcome.Unknown);
        }

        var isMark = ReaderMarks.IsOne(said);
        var (body, clientId) = (Body(said), ClientId(said) ?? onceAs);
        if (isMark && await store.LastSequenceAsync(conversationId, cancel) is not null && (await marks.ReadAsync(conversationId, said, cancel)).Problem is { } problem)
        {
            return new Accepted(AcceptOutcome.Refused, Problem: problem);
        }

        var needsReply = isMark || said.Type is ActivityTypes.Message;
        var accepted = await store.AcceptAsync(
            conversationId, body, clientId, baseUrl, needsReply, endsConversation: said.Type is ActivityTypes.EndOfConversation, cancel);
        if (accepted.Outcome is AcceptOutcome.Taken)
        {
            channel.Deliver(conversationId);
            if (needsReply)
            {
                Enqueue(accepted, conversationId, baseUrl);
            }
        }

        return accepted;
    }

    /// <summary>Puts what was taken into its lane, where it is new and no other process works on it.</summary>
    public void Enqueue(Accepted accepted, string conversationId, string baseUrl)
    {
        if (accepted is { Outcome: AcceptOutcome.Taken, IsOurs: true })
        {
            Enqueue(new OpenTurn(conversationId, accepted.Sequence, baseUrl));
        }
    }

    /// <summary>Puts a turn of ours into its lane. Where that is full, the turn waits in the store and is found there later.</summary>
    public void Enqueue(OpenTurn turn)
    {
        if (held.TryAdd((turn.ConversationId, turn.Sequence), new HeldTurn(clock.GetTimestamp(), System.Diagnostics.Activity.Current?.Context ?? default)) && !lanes[Storage.Lane.Of(turn.ConversationId, lanes.Length)].Writer.TryWrite(turn))
        {
            Release(turn);
        }
    }

    /// <summary>Whether the turn stands in a lane or is worked on.</summary>
    public bool Holds(OpenTurn turn) => held.ContainsKey((turn.ConversationId, turn.Sequence));

    /// <summary>Since when the turn is held, and by which request.</summary>
    public HeldTurn SinceWhen(OpenTurn turn) => held.GetValueOrDefault((turn.ConversationId, turn.Sequence));

    /// <summary>Nobody here works on the turn any more.</summary>
    public void Release(OpenTurn turn) => held.TryRemove((turn.ConversationId, turn.Sequence), out _);

    /// <summary>What stands in the lanes is still worked off; nothing is added.</summary>
    public void Close()
    {
        foreach (var lane in lanes)
        {
            lane.Writer.TryComplete();
        }
    }

    public ChannelReader<OpenTurn> Lane(int number) => lanes[number].Reader;

    /// <summary>The client's words untouched, without what only the channel may say.</summary>
    private static string Body(Activity said)
    {
        said.Id = null;
        said.ChannelId = null;
        said.Conversation = null;
        said.Recipient = null;
        foreach (var field in (string[])["timestamp", "serviceUrl", "callerId"])
        {
            said.Rest?.Remove(field);
        }

        return JsonSerializer.Serialize(said, ActivityJson.Plain.Activity);
    }

    private static string? ClientId(Activity said) =>
        said.ChannelData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("clientActivityID", out var id)
        && id.ValueKind is JsonValueKind.String
        && id.GetString() is { Length: > 0 and <= LongestClientId } text
            ? text
            : null;
}

/// <param name="Since">A timestamp of the clock.</param>
/// <param name="Request">The span of the request that brought the message; nothing where there is none.</param>
internal readonly record struct HeldTurn(long Since, System.Diagnostics.ActivityContext Request);
