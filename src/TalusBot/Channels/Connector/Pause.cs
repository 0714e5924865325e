namespace TalusBot.Channels.Connector;

/// <summary>Waits that something else may end.</summary>
internal static class Pause
{
    /// <summary>Until <paramref name="ended"/> is done, but no longer than <paramref name="most"/>.</summary>
    public static async Task UntilAsync(Task ended, TimeSpan most, TimeProvider clock, CancellationToken cancel)
    {
        await ended.WaitAsync(most, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }
}
