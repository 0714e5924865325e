using TalusBot.Channels.DirectLine;
using TalusBot.Maintenance;

namespace TalusBot;

/// <summary>What has to be there before the first request is served: the knowledge and the key for tokens.</summary>
internal sealed class Opening(KnowledgeLoader loader, KnowledgeWatch watch, DirectLineTokens tokens) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        loader.Load(watch.Note);
        await tokens.RenewKeysAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
