using TalusBot.Channels.DirectLine;
using TalusBot.Maintenance;
using TalusBot.Storage;

namespace TalusBot;

/// <summary>What has to be there before the first request is served: the knowledge and the key for tokens.</summary>
internal sealed class Opening(KnowledgeLoader loader, KnowledgeWatch watch, ConversationStore store, DirectLineTokens tokens) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        loader.Load(watch.Note);
        tokens.UseKey(await store.SigningKeyAsync(cancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
