using System.Threading.Channels;
using Microsoft.Extensions.Options;
using TalusBot.Knowledge;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>
/// Finds turns that nobody works on: those that an earlier run of this program left behind, those of a process that is gone, and
/// those for which there was no room. Looks too for what such a process has not delivered.
/// </summary>
internal sealed partial class TurnRecovery(
    TurnQueue queue, TurnStore turns, ProcessStore processes, Store store, KnowledgeBase knowledge, IReplyChannel channel, IOptions<StorageOptions> options, TurnMetrics metrics, TimeProvider clock,
    ILogger<TurnRecovery> logger) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool isFailing;

    /// <summary>Another process has ended, or has left something to us.</summary>
    public void LookNow() => woken.Writer.TryWrite(true);

    /// <summary>It needs the knowledge, which is read by the time that everything has started.</summary>
    public override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before anybody is let in: what waits from before is queued ahead of what comes in.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await store.PatientlyAsync(
            async () =>
            {
                if (store.IsShared)
                {
                    // Where reading the knowledge took long, others have taken us for gone.
                    await processes.BeatAsync(options.Value.TurnLease, cancellationToken);
                }

                await TakeOverAsync(cancellationToken);
            },
            cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WatchAsync(stoppingToken), CancellationToken.None);

    private async Task WatchAsync(CancellationToken stopping)
    {
        var delivered = clock.GetTimestamp();
        try
        {
            while (true)
            {
                await WaitAsync(stopping);
                try
                {
                    if (store.IsFailing)
                    {
                        // A write shows when a database that failed is well again.
                        await processes.BeatAsync(options.Value.TurnLease, stopping);
                    }

                    if (store.IsShared && clock.GetElapsedTime(delivered) >= options.Value.TurnLease / 4)
                    {
                        await channel.TakeUpAsync(stopping);
                        delivered = clock.GetTimestamp();
                    }

                    await TakeOverAsync(stopping);
                    Note(error: null);
                }
#pragma warning disable CA1031 // The one place that catches the unexpected of a look: the next one comes in a second.
                catch (Exception error) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    Note(error);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The program ends.
        }
    }

    /// <summary>Until the next look is due, or somebody asks for one.</summary>
    private async Task WaitAsync(CancellationToken stopping)
    {
        using var due = new CancellationTokenSource(BetweenLooks, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, stopping);
        try
        {
            await woken.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // It is due.
        }
    }

    private async Task TakeOverAsync(CancellationToken cancel)
    {
        if (knowledge.Current is null)
        {
            // Nothing could be answered; the turns stay open until there is knowledge again.
            return;
        }

        var found = (await turns.OursOrStrandedAsync(cancel)).Where(turn => !queue.Holds(turn)).Select(turn => turn.ConversationId).Distinct(StringComparer.Ordinal).ToList();
        var taken = 0;
        try
        {
            foreach (var conversation in found)
            {
                foreach (var turn in await turns.ClaimAsync(conversation, cancel))
                {
                    taken += turn.TakenOver ? 1 : 0;
                    queue.Enqueue(turn);
                }
            }
        }
        finally
        {
            if (taken > 0)
            {
                Log.TakingOver(logger, taken);
                metrics.TakenOver(taken);
            }
        }
    }

    /// <summary>Once when it begins and once when it ends.</summary>
    private void Note(Exception? error)
    {
        if (error is not null && !isFailing)
        {
            Log.Failed(logger, error);
        }
        else if (error is null && isFailing)
        {
            Log.WellAgain(logger);
        }

        isFailing = error is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Taking over {Count} messages that were still waiting for their reply")]
        public static partial void TakingOver(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "The store cannot be looked through for messages that wait; it is tried again every second")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Information, Message = "The store is well again")]
        public static partial void WellAgain(ILogger logger);
    }
}
