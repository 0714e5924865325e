using TalusBot.Knowledge;
using TalusBot.Knowledge.Encoding;

namespace TalusBot.Maintenance;

/// <summary>
/// Encodes the sentences of a snapshot that came into use without their vectors, in the background, and has the complete one put
/// in its place. It takes all cores but one, below usual priority. What is encoded is kept in the file of vectors now and then and
/// at the end, so that a restart, or a change of the files meanwhile, goes on where it was.
/// </summary>
internal sealed partial class MeaningWork(KnowledgeLoader loader, KnowledgeBase knowledge, TimeProvider clock, ILogger<MeaningWork> logger) : BackgroundService
{
    /// <summary>Sentences that a thread encodes before it looks whether it should stop.</summary>
    private const int AtOnce = 32;

    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromSeconds(10);

    /// <summary>How some sentences are encoded. Tests can have them wait.</summary>
    public Action<IReadOnlyList<string>, VectorCache> Encode { get; set; } = (sentences, vectors) => vectors.Prepare(sentences);

    private static int Threads => Math.Max(1, Environment.ProcessorCount - 1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WatchAsync(stoppingToken), CancellationToken.None);

    private async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var (current, _, replaced) = knowledge.Watch();
                if (current is not { IsLexical: true } || await TryAsync(current, replaced, stopping))
                {
                    await replaced.WaitAsync(stopping);
                }
                else
                {
                    await Task.Delay(BeforeTryingAgain, clock, stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The next start goes on.
        }
    }

    /// <returns>Whether another snapshot is in use now, or will be without further work.</returns>
    private async Task<bool> TryAsync(Snapshot lexical, Task replaced, CancellationToken stopping)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var work = WorkAsync(lexical, turn.Token);
        await Task.WhenAny(work, replaced);
        await turn.CancelAsync();
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            stopping.ThrowIfCancellationRequested();
        }
#pragma warning disable CA1031 // The one place that catches the unexpected here: answers come from words meanwhile, and it is tried again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error);
            return false;
        }

        return true;
    }

    private async Task WorkAsync(Snapshot lexical, CancellationToken cancel)
    {
        // Not on the thread that has just put the snapshot into use.
        await Task.Yield();
        var all = lexical.Search.Index.Unencoded;
        var missing = loader.Vectors.Missing(all);
        var progress = new EncodingProgress(missing.Count, clock, loader.KeepVectors, left => Log.Going(logger, knowledge.Meanings.Done, all.Count, left));
        knowledge.Encoded(lexical, all.Count - missing.Count);
        if (missing.Count > 0)
        {
            Log.Begun(logger, missing.Count, all.Count, Threads);
            try
            {
                var next = 0;
                await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
                    () =>
                    {
                        LowPriority.Take();
                        while (Interlocked.Add(ref next, AtOnce) - AtOnce is var from && from < missing.Count)
                        {
                            cancel.ThrowIfCancellationRequested();
                            List<string> some = [.. Enumerable.Range(from, Math.Min(AtOnce, missing.Count - from)).Select(i => missing[i])];
                            Encode(some, loader.Vectors);
                            progress.Add(some.Count, done => knowledge.Encoded(lexical, all.Count - missing.Count + done));
                        }
                    },
                    cancel,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default)));
            }
            finally
            {
                loader.KeepVectors();
            }
        }

        cancel.ThrowIfCancellationRequested();
        if (loader.Complete(lexical))
        {
            Log.Done(logger, all.Count, progress.Elapsed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Missing} of {All} sentences are not encoded yet: answers come from words and letters alone, and fewer are given, until they are. {Threads} threads encode them in the background")]
        public static partial void Begun(ILogger logger, int missing, int all, int threads);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Done} of {All} sentences are encoded; the rest takes about {Left}")]
        public static partial void Going(ILogger logger, int done, int all, TimeSpan left);

        [LoggerMessage(Level = LogLevel.Information, Message = "All {All} sentences are encoded, after {Elapsed}: answers come from meanings too")]
        public static partial void Done(ILogger logger, int all, TimeSpan elapsed);

        [LoggerMessage(Level = LogLevel.Error, Message = "Encoding sentences in the background failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
