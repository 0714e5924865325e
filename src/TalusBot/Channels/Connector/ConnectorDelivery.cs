using Microsoft.Extensions.Options;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>
/// Sends what the logs hold and channels have not got yet, in order within each conversation. How far it is lies on disk, so a
/// reply survives the end of the process; where that comes between sending and noting it, the reply is sent once more.
/// </summary>
internal sealed partial class ConnectorDelivery(
    Store database, ConnectorStore store, ReplySender sender, IOptions<ConnectorOptions> options, TimeProvider clock, ILogger<ConnectorDelivery> logger) : IHostedService, IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>The conversations that are worked on.</summary>
    private readonly Dictionary<string, ConversationWork> works = new(StringComparer.Ordinal);
    private readonly HashSet<Task> working = [];

    /// <summary>What an earlier run had not noted as sent goes first.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => database.PatientlyAsync(
        async () =>
        {
            var unsent = await store.UnsentAsync(cancellationToken);
            if (unsent.Count > 0)
            {
                Log.TakingOver(logger, unsent.Count);
            }

            unsent.ForEach(Wake);
        },
        cancellationToken);

    /// <summary>Sends what a process that is gone has left.</summary>
    public async Task TakeUpAsync(CancellationToken cancel) => (await store.UnsentAsync(cancel)).ForEach(Wake);

    /// <summary>Another process has let the log of the conversation grow. Where we send to it, there is more to send.</summary>
    public void Hear(string conversation)
    {
        lock (gate)
        {
            if (works.TryGetValue(conversation, out var known))
            {
                known.HasMore = true;
            }
        }
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
            if (works.TryGetValue(conversation, out var known))
            {
                known.HasMore = true;
                return;
            }

            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var work = works[conversation] = new ConversationWork(conversation);
            var done = Task.Run(() => DeliverAsync(work), CancellationToken.None);
            working.Add(done);
            done.ContinueWith(
                _ =>
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

    /// <summary>Where a conversation is has been written down. What waits to be sent elsewhere goes there at once, or nowhere any more.</summary>
    /// <param name="serviceUrl">Null where the conversation was left.</param>
    public void Place(string conversation, string? serviceUrl)
    {
        lock (gate)
        {
            works.GetValueOrDefault(conversation)?.Place(serviceUrl);
        }
    }

    private async Task DeliverAsync(ConversationWork work)
    {
        try
        {
            do
            {
                await DeliverOursAsync(work);
            }
            while (!IsDone(work));
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException || stopping.IsCancellationRequested)
        {
            // The next start goes on from here.
        }
    }

    /// <summary>Nothing where another process sends to the conversation.</summary>
    private async Task DeliverOursAsync(ConversationWork work)
    {
        if (await TryAsync(work, () => store.ClaimAsync(work.Conversation, stopping.Token)) is not { } takenOver)
        {
            return;
        }

        work.IsTakenOver |= takenOver;
        do
        {
            while (await TryAsync(work, () => sender.SendNextAsync(work, stopping.Token)))
            {
                // And the next one.
            }
        }
        while (!await TryAsync(work, () => store.ReleaseAsync(work.Conversation, work.Seen, stopping.Token)));
    }

    private bool IsDone(ConversationWork work)
    {
        lock (gate)
        {
            if (work.HasMore)
            {
                work.HasMore = false;
                return false;
            }

            return works.Remove(work.Conversation);
        }
    }

    /// <summary>Tries until it comes to something.</summary>
    private async Task<T> TryAsync<T>(ConversationWork work, Func<Task<T>> attempt)
    {
        while (true)
        {
            try
            {
                return await attempt();
            }
#pragma warning disable CA1031 // The one place that catches the unexpected of a delivery: what is not sent stays so, and is tried again.
            catch (Exception error) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.Failed(logger, work.Conversation, error);
                await Pause.UntilAsync(work.Moved, options.Value.RetryLater, clock, stopping.Token);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Sending what {Count} conversations had not got yet")]
        public static partial void TakingOver(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "Sending in {Conversation} failed; it is tried again")]
        public static partial void Failed(ILogger logger, string conversation, Exception error);
    }
}
