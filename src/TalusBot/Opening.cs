using Microsoft.Extensions.Options;
using TalusBot.Channels.DirectLine;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Encoding;
using TalusBot.Storage;

namespace TalusBot;

/// <summary>What has to be there before the first request is served: the knowledge and the key for tokens.</summary>
internal sealed partial class Opening(
    KnowledgeBase knowledge, IOptions<KnowledgeOptions> folders, IOptions<StorageOptions> storage, ConversationStore store, DirectLineTokens tokens, TimeProvider clock, ILogger<Opening> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var vectors = VectorCache.Open(Path.Combine(DataFolder.Of(storage.Value), "vectors", "knowledge.bin"), SentenceEncoder.Shared);
        knowledge.Publish(Snapshot.Read(folders.Value.Path, folders.Value.Seeds, vectors), clock.GetUtcNow());
        Keep(vectors);
        foreach (var problem in knowledge.Problems)
        {
            Log.Problem(logger, problem);
        }

        if (knowledge.Current is { } current)
        {
            Log.Ready(logger, current.UnitCount, current.Entries.Count);
        }
        else
        {
            Log.NotReady(logger);
        }

        tokens.UseKey(await store.SigningKeyAsync(cancellationToken));
    }

    /// <summary>Without the file the next start takes a little longer; that is no reason not to start.</summary>
    private void Keep(VectorCache vectors)
    {
        try
        {
            vectors.Save();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.VectorsNotKept(logger, error.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Knowledge read: {Units} units, {Entries} of them entries")]
        public static partial void Ready(ILogger logger, int units, int entries);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
        public static partial void Problem(ILogger logger, Knowledge.Ingest.SourceProblem problem);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The vectors of sentences cannot be kept for the next start: {Reason}")]
        public static partial void VectorsNotKept(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Not ready: the knowledge cannot be used until the problems above are mended. Every question is answered 503 until then")]
        public static partial void NotReady(ILogger logger);
    }
}
