using System.Text.Json;
using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels.DirectLine;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>
/// Sends what the logs hold and channels have not got yet, in order within each conversation. How far it is lies on disk, so a
/// reply survives the end of the process; where that comes between sending and noting it, the reply is sent once more.
/// </summary>
internal sealed partial class ConnectorDelivery(
    ConversationStore log, ConnectorStore store, ConnectorClient client, ConnectorMetrics metrics, IOptions<ConnectorOptions> options, TimeProvider clock, ILogger<ConnectorDelivery> logger) : IHostedService, IDisposable
{
    private const int Page = 20;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>The conversations that are worked on, and whether there may be more in them by now.</summary>
    private readonly Dictionary<string, bool> more = new(StringComparer.Ordinal);
    private readonly HashSet<Task> working = [];

    /// <summary>What was written before this run of the program; it may have been sent, too.</summary>
    private long startedAt;

    /// <summary>What an earlier run had not noted as sent goes first.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        startedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var unsent = store.Unsent();
        if (unsent.Count > 0)
        {
            Log.TakingOver(logger, unsent.Count);
        }

        unsent.ForEach(Wake);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        Task all;
        lock (gate)
        {
            all = Task.WhenAll(working);
        }

        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    /// <summary>The log of the conversation has grown.</summary>
    public void Wake(string conversation)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested || more.ContainsKey(conversation))
            {
                more[conversation] = true;
                return;
            }

            more[conversation] = false;
            var work = Task.Run(() => DeliverAsync(conversation), CancellationToken.None);
            working.Add(work);
            work.ContinueWith(
                done =>
                {
                    lock (gate)
                    {
                        working.Remove(done);
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private async Task DeliverAsync(string conversation)
    {
        try
        {
            do
            {
                await DeliverWaitingAsync(conversation);
            }
            while (!IsDone(conversation));
        }
        catch (OperationCanceledException)
        {
            // The next start goes on from here.
        }
    }

    private bool IsDone(string conversation)
    {
        lock (gate)
        {
            if (more[conversation])
            {
                more[conversation] = false;
                return false;
            }

            return more.Remove(conversation);
        }
    }

    /// <summary>Until nothing waits any more.</summary>
    private async Task DeliverWaitingAsync(string conversation)
    {
        while (true)
        {
            try
            {
                if (!await SendNextAsync(conversation))
                {
                    return;
                }
            }
#pragma warning disable CA1031 // The one place that catches the unexpected of a delivery: what is not sent stays so, and is tried again.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Log.Failed(logger, conversation, error);
                await Task.Delay(options.Value.RetryLater, clock, stopping.Token);
            }
        }
    }

    /// <returns>False where nothing is left to send.</returns>
    private async Task<bool> SendNextAsync(string conversation)
    {
        if (store.Delivery(conversation) is not { } state)
        {
            return false;
        }

        var entries = log.ReadLog(conversation, state.Delivered, Page);
        foreach (var entry in entries)
        {
            var said = JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity)!;
            var asked = said.ReplyToId is { } id ? DirectLineWire.SequenceOf(conversation, id) ?? 0 : 0;
            if (said.From?.Role is not "bot" || ReplyEnvelope.Read(said) is not { Count: > 0 } parts || WentIntoAnswer(conversation, asked))
            {
                if (entry.Sequence == entries[^1].Sequence && said.From?.Role is "bot")
                {
                    await store.SentAsync(conversation, entry.Sequence, asked, fingerprint: null);
                }

                continue;
            }

            stopping.Token.ThrowIfCancellationRequested();
            await SendAsync(conversation, state, entry, parts, asked);
            return true;
        }

        // A page ends by size as well as by number.
        if (entries.Count > 0 && log.LastSequence(conversation) > entries[^1].Sequence)
        {
            await store.SentAsync(conversation, entries[^1].Sequence, answered: 0, fingerprint: null);
            return true;
        }

        return false;
    }

    private async Task SendAsync(string conversation, DeliveryState state, LogEntry entry, IReadOnlyList<Activity> parts, long asked)
    {
        var to = ConversationReference.Read(state.Reference);
        var place = asked > 0 ? store.SenderOf(conversation, asked) : null;
        if (entry.At < startedAt)
        {
            metrics.MayRepeat();
        }

        for (var part = Math.Min(state.Parts, parts.Count - 1); part < parts.Count; part++)
        {
            var result = await SendPartAsync(conversation, to, Address(parts[part], to, place), entry);
            if (result.Outcome is SendOutcome.NotWelcome)
            {
                Log.NotWelcome(logger, conversation, entry.Sequence, result.Problem);
                metrics.NotSent();
                await store.LeaveAsync(conversation);
                return;
            }

            if (result.Outcome is not SendOutcome.Sent)
            {
                Log.NotSent(logger, conversation, entry.Sequence, result.Problem);
                metrics.NotSent();
                await store.SentAsync(conversation, entry.Sequence, asked, fingerprint: null);
                return;
            }

            var fingerprint = result.Id is null ? null : ConnectorConversation.Fingerprint(result.Id);
            await (part < parts.Count - 1
                ? store.PartSentAsync(conversation, entry.Sequence, part + 1, fingerprint)
                : store.SentAsync(conversation, entry.Sequence, asked, fingerprint));
        }
    }

    /// <summary>Until it is sent, refused for good, or too old to be of use.</summary>
    private async Task<Sending> SendPartAsync(string conversation, ConversationReference to, Activity activity, LogEntry entry)
    {
        if (!client.MaySendTo(to))
        {
            return new Sending(SendOutcome.Refused, Problem: "its address did not come with a token for the app id in use");
        }

        while (true)
        {
            var result = await client.SendAsync(to, activity, stopping.Token);
            if (result.Outcome is not SendOutcome.Unavailable || clock.GetUtcNow().ToUnixTimeMilliseconds() - entry.At > options.Value.GiveUpAfter.TotalMilliseconds)
            {
                return result;
            }

            Log.Later(logger, conversation, entry.Sequence, result.Problem);
            await Task.Delay(options.Value.RetryLater, clock, stopping.Token);
        }
    }

    /// <summary>The activity with what makes it a reply in that conversation.</summary>
    public static Activity Address(Activity activity, ConversationReference to, (string ActivityId, string Sender)? place)
    {
        activity.Conversation = to.Conversation;
        activity.From = to.Bot;
        activity.ReplyToId = place?.ActivityId is { Length: > 0 } id ? id : null;
        activity.Recipient = place is { } known ? JsonSerializer.Deserialize(known.Sender, ConnectorJson.Default.ChannelAccount) : null;
        return activity;
    }

    /// <summary>Whether the request that said it got the reply in its own answer.</summary>
    private bool WentIntoAnswer(string conversation, long asked) =>
        asked > 0 && store.SenderOf(conversation, asked) is null
        && log.ReadEntry(conversation, asked) is var (body, _)
        && JsonSerializer.Deserialize(body, ActivityJson.Default.Activity)!.Rest?.ContainsKey(ConnectorTurns.InAnswer) is true;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Sending what {Count} conversations had not got yet")]
        public static partial void TakingOver(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The channel of {Conversation} cannot take reply {Sequence} now; it is tried again: {Problem}")]
        public static partial void Later(ILogger logger, string conversation, long sequence, string? problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "The channel of {Conversation} will not take reply {Sequence}; it is not sent: {Problem}")]
        public static partial void NotSent(ILogger logger, string conversation, long sequence, string? problem);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The bot was removed from {Conversation} or blocked there; reply {Sequence} is not sent, and nothing more until it is back: {Problem}")]
        public static partial void NotWelcome(ILogger logger, string conversation, long sequence, string? problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "Sending in {Conversation} failed; it is tried again")]
        public static partial void Failed(ILogger logger, string conversation, Exception error);
    }
}
