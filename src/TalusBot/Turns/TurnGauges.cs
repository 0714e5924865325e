using TalusBot.Maintenance;

namespace TalusBot.Turns;

/// <summary>Tells, whenever metrics are collected, how many turns wait here and in the store.</summary>
internal sealed class TurnGauges(TurnMetrics metrics, TurnQueue queue, StoreProbe store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Watch(() => queue.Held, () => store.LookAsync().GetAwaiter().GetResult() is { State: StoreProbe.Ok } seen ? seen.Open : null);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
