using Microsoft.Extensions.Options;
using TalusBot.Channels.DirectLine;
using TalusBot.Maintenance;
using TalusBot.Storage;

namespace TalusBot;

/// <summary>
/// What has to be there before the first request is served: the knowledge and the key for tokens. The knowledge is read while
/// everything else starts and the server begins to listen; whoever comes before it has been read waits at the door.
/// </summary>
internal sealed partial class Opening : IHostedLifecycleService, IAsyncDisposable
{
    private readonly FirstReading reading;
    private readonly Store store;
    private readonly DirectLineTokens tokens;
    private readonly ProcessStore processes;
    private readonly TimeSpan lease;
    private readonly ILogger<Opening> logger;
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Opening(
        FirstReading reading, Store store, DirectLineTokens tokens, ProcessStore processes, IOptions<StorageOptions> options, IHostApplicationLifetime lifetime, ILogger<Opening> logger)
    {
        (this.reading, this.store, this.tokens, this.processes, this.logger) = (reading, store, tokens, processes, logger);
        lease = options.Value.TurnLease;
        lifetime.ApplicationStarted.Register(() => over.TrySetResult());

        // Whoever still waits then is told to come again, and does not hold up the end.
        lifetime.ApplicationStopping.Register(() => over.TrySetResult());
    }

    /// <summary>Ends when the start is over: the knowledge has been read, whatever came of it, and what waited from before is queued.</summary>
    public Task Over => over.Task;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        reading.Begin();
        Log.Opened(logger, store.Name, Schema.Version);
        await store.PatientlyAsync(
            async () =>
            {
                await tokens.RenewKeysAsync(cancellationToken);

                if (store.IsShared)
                {
                    // Where opening the store took long, others have taken us for gone; what is claimed from here on has to be ours.
                    await processes.BeatAsync(lease, cancellationToken);
                }
            },
            cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => reading.Done.WaitAsync(cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Once it is over, nothing is read or written any more.</summary>
    public async ValueTask DisposeAsync() => await reading.Done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Talks are kept in {Store}; its tables have version {Version}")]
        public static partial void Opened(ILogger logger, string store, long version);
    }
}
