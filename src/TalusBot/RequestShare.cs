using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace TalusBot;

/// <summary>
/// When the program ends, requests that are under way get a third of the time that it has for that (10 of 30 seconds) and are cut
/// off then, so that what was taken is still answered in the rest.
/// </summary>
internal sealed class RequestShare(IServer server, IHostApplicationLifetime lifetime, IOptions<HostOptions> options, TimeProvider clock) : IHostedLifecycleService
{
    /// <summary>Comes before anything else is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Whoever holds a web socket says goodbye.
        lifetime.StopApplication();
        using var over = new CancellationTokenSource(options.Value.ShutdownTimeout / 3, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        await server.StopAsync(either.Token);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
