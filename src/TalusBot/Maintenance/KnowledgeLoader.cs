using Microsoft.Extensions.Options;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Maintenance;

/// <summary>
/// Reads the knowledge from its folders and puts it into use. Sentences that were encoded before are not encoded again. Where more
/// than <see cref="Snapshot.MostEncodedAtOnce"/> are new, it comes into use without any, and <see cref="MeaningWork"/> sees to them.
/// </summary>
internal sealed partial class KnowledgeLoader(
    KnowledgeBase knowledge, IOptions<KnowledgeOptions> folders, IOptions<StorageOptions> storage, KnowledgeMetrics metrics, TimeProvider clock, ILogger<KnowledgeLoader> logger)
{
    // Of the modes, the only one that tries again after a failure.
    private readonly Lazy<VectorCache> vectors = new(() =>
        VectorCache.Open(Path.Combine(DataFolder.Of(storage.Value), "vectors", "knowledge.bin"), SentenceEncoder.Shared), LazyThreadSafetyMode.PublicationOnly);

    private readonly Lock oneAtATime = new();

    /// <summary>How the two folders are read. Processes that run several bots over the same files can read them once.</summary>
    public Func<string, string, VectorCache, (Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems)> Read { get; set; } =
        (knowledge, seeds, vectors) => Snapshot.Read(knowledge, seeds, vectors, mostEncoded: Snapshot.MostEncodedAtOnce);

    /// <summary>Whether the last reading ended in something unexpected, so that it has to be tried again though no file changes.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Vectors of sentences, shared by all who read or try out knowledge.</summary>
    public VectorCache Vectors => vectors.Value;

    /// <summary>
    /// Reads everything and puts it into use where that is allowed (<see cref="KnowledgeBase.Publish"/>); says in the log what is wrong.
    /// Where the reading itself fails, that is a problem too: what is in use goes on answering, and without anything nothing is ready.
    /// </summary>
    /// <param name="readAt">Told of the moment before the first file was opened; what changes later may have been missed.</param>
    public void Load(Action? readAt = null)
    {
        lock (oneAtATime)
        {
            readAt?.Invoke();
            var before = knowledge.Problems;
            var inUse = knowledge.Current;
            HasFailed = false;
            var since = clock.GetTimestamp();
            using var span = KnowledgeMetrics.Begin();
            try
            {
                knowledge.Publish(Read(folders.Value.Path, folders.Value.Seeds, Vectors), clock.GetUtcNow());
                if (knowledge.Current is not { IsLexical: true })
                {
                    Keep(vectors => vectors.Save());
                }
            }
#pragma warning disable CA1031 // The one place that catches the unexpected here: whatever it is, the bot goes on, says so, and tries again.
            catch (Exception error)
#pragma warning restore CA1031
            {
                HasFailed = true;
                Log.Failed(logger, error);
                knowledge.Publish((null, [new(folders.Value.Path, 0, $"The files could not be read: {SourceText.OneLine(error.Message).TrimEnd('.')}; it is tried again, and the log says more.")]), clock.GetUtcNow());
            }

            metrics.Loaded(span, clock.GetElapsedTime(since), HasFailed ? "failed" : knowledge.IsBehind || knowledge.Current is null ? "kept" : "published");
            Say(before, inUse);
        }
    }

    /// <summary>Puts a snapshot with all its vectors in the place of the same one without, if that is still in use.</summary>
    /// <returns>Whether it was.</returns>
    public bool Complete(Snapshot lexical)
    {
        lock (oneAtATime)
        {
            if (knowledge.Current != lexical)
            {
                return false;
            }

            var before = knowledge.Problems;
            knowledge.Complete(lexical, lexical.Complete(Vectors));
            Keep(vectors => vectors.Save());
            Say(before, knowledge.Current);
            return true;
        }
    }

    /// <summary>Writes what is encoded so far.</summary>
    public void KeepVectors() => Keep(vectors => vectors.SaveAll());

    private void Say(IReadOnlyList<SourceProblem> before, Snapshot? inUse)
    {
        foreach (var problem in knowledge.Problems.Except(before))
        {
            Log.Problem(logger, problem);
        }

        if (knowledge.Current is not { } current)
        {
            Log.NotReady(logger);
        }
        else if (knowledge.IsBehind)
        {
            Log.Kept(logger);
        }
        else if (current != inUse)
        {
            Log.Ready(logger, current.UnitCount, current.Entries.Count);
        }
    }

    /// <summary>Without the file the next start takes a little longer; that is no reason not to start.</summary>
    private void Keep(Action<VectorCache> save)
    {
        try
        {
            save(Vectors);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.VectorsNotKept(logger, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Knowledge read: {Units} units, {Entries} of them entries")]
        public static partial void Ready(ILogger logger, int units, int entries);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
        public static partial void Problem(ILogger logger, SourceProblem problem);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The knowledge files have mistakes; answers still come from the last good state. The change is used once they are mended")]
        public static partial void Kept(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The vectors of sentences cannot be kept for the next start: {Reason}")]
        public static partial void VectorsNotKept(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Reading the knowledge files failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Not ready: the knowledge cannot be used until the problems above are mended. Every question is answered 503 until then")]
        public static partial void NotReady(ILogger logger);
    }
}
