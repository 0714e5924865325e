using Microsoft.Extensions.Options;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>
/// Sends what the logs hold and channels have not got yet, in order within each conversation. How far it is lies on disk, so a
/// reply survives the end of the process; where that comes between sending and noting it, the reply is sent once more.
/// </summary>
internal sealed partial class ConnectorDelivery(
    ConnectorStore store, ReplySender sender, IOptions<ConnectorOptions> options, TimeProvider clock, ILogger<ConnectorDelivery> logger) : IHostedService, IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>The conversations that are worked on.</summary>
    private readonly Dictionary<string, ConversationWork> works = new(StringComparer.Ordinal);
    private readonly HashSet<Task> working = [];

    /// <summary>What an earlier run had not noted as sent goes first.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
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
                await DeliverWaitingAsync(work);
            }
            while (!IsDone(work));
        }
        catch (OperationCanceledException)
        {
            // The next start goes on from here.
        }
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

    /// <summary>Until nothing waits any more.</summary>
    private async Task DeliverWaitingAsync(ConversationWork work)
    {
        while (true)
        {
            try
            {
                if (!await sender.SendNextAsync(work, stopping.Token))
                {
                    return;
                }
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
