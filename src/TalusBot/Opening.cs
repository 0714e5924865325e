using TalusBot.Channels.DirectLine;
using TalusBot.Maintenance;
using TalusBot.Storage;

namespace TalusBot;

/// <summary>What has to be there before the first request is served: the knowledge and the key for tokens.</summary>
internal sealed partial class Opening(KnowledgeLoader loader, KnowledgeWatch watch, Store store, DirectLineTokens tokens, ILogger<Opening> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Log.Opened(logger, store.Name, Schema.Version);
        loader.Load(watch.Note);
        await tokens.RenewKeysAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Talks are kept in {Store}; its tables have version {Version}")]
        public static partial void Opened(ILogger logger, string store, long version);
    }
}
