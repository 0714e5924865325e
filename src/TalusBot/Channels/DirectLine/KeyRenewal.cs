namespace TalusBot.Channels.DirectLine;

/// <summary>Lets a new key sign tokens when the one before has done so for long enough.</summary>
internal sealed partial class KeyRenewal(DirectLineTokens tokens, TimeProvider clock, ILogger<KeyRenewal> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => RenewAsync(stoppingToken), CancellationToken.None);

    private async Task RenewAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenLooks, clock, stopping);
                try
                {
                    await tokens.RenewKeysAsync(stopping);
                }
#pragma warning disable CA1031 // The one place that catches the unexpected of a renewal: the keys in use are good until the next one.
                catch (Exception error) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    Log.Failed(logger, error);
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
        [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the keys that sign tokens need renewal is not known; it is looked up again in half an hour")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
