using Microsoft.Extensions.Options;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Maintenance;

/// <summary>Deletes talks when their time is over (Storage__Retention): looks at the start and every hour after that.</summary>
internal sealed partial class Retention(RetentionStore store, IReplyChannel channel, IOptions<StorageOptions> options, StoreMetrics metrics, TimeProvider clock, ILogger<Retention> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WatchAsync(stoppingToken), CancellationToken.None);

    private async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await TryAsync(stopping);
                await Task.Delay(BetweenLooks, clock, stopping);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The program ends; the next start looks again.
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            var kept = options.Value.Retention;
            var deleted = await store.DeleteOlderAsync((clock.GetUtcNow() - kept).ToUnixTimeMilliseconds(), channel.Close, stopping);
            await store.DeleteLeftoversAsync(stopping);

            // Even where nothing was deleted just now: somebody may have read the file the last time, and kept words in its journal.
            if (!await store.ScrubAsync())
            {
                Log.NotScrubbed(logger);
            }

            if (deleted > 0)
            {
                metrics.Deleted(deleted);
                Log.Deleted(logger, deleted, kept);
            }
        }
#pragma warning disable CA1031 // The one place that catches the unexpected of a look: what is too old is still there for the next one.
        catch (Exception error) when (error is not (OperationCanceledException or ObjectDisposedException))
#pragma warning restore CA1031
        {
            Log.Failed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} talks were deleted: nothing had been said in them for {Kept}")]
        public static partial void Deleted(ILogger logger, int count, TimeSpan kept);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Words of deleted talks may still be in the journal of the data file: another program reads the file, or it cannot be written; it is tried again in an hour")]
        public static partial void NotScrubbed(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "Talks that are too old could not all be deleted; it is tried again in an hour")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
