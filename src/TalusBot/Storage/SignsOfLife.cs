using Microsoft.Extensions.Options;

namespace TalusBot.Storage;

/// <summary>Shows the other processes over a shared store that this one lives, so that they leave its work to it. The first to start and the last to stop.</summary>
internal sealed partial class SignsOfLife(Store store, ProcessStore processes, IOptions<StorageOptions> options, TimeProvider clock, ILogger<SignsOfLife> logger) : BackgroundService
{
    /// <summary>Somebody waits for the program to end.</summary>
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(3);

    /// <summary>Whatever time the others took to stop.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(CancellationToken.None);
        try
        {
            await processes.LeaveAsync(CancellationToken.None).WaitAsync(LongestGoodbye, TimeProvider.System, CancellationToken.None);
        }
        catch (Exception error) when (error is StorageUnavailableException or TimeoutException)
        {
            // Then the others find out by themselves.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => store.IsShared ? Task.Run(() => ShowAsync(stoppingToken), CancellationToken.None) : Task.CompletedTask;

    private async Task ShowAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Value.TurnLease / 4, clock, stopping);
                try
                {
                    await processes.BeatAsync(options.Value.TurnLease, stopping);
                }
                catch (StorageUnavailableException error)
                {
                    Log.Failed(logger, error.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The store takes no sign of life; other processes may take over what this one works on: {Problem}")]
        public static partial void Failed(ILogger logger, string problem);
    }
}
