using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge;

/// <summary>The front door: holds the snapshot in use. Publishing swaps one reference; a search in progress keeps its own.</summary>
public sealed class KnowledgeBase
{
    private volatile State state = new(null, [], null, false, new HashSet<string>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private volatile Progress? encoded;

    /// <summary>Read it once a turn and keep it; the next read may be newer. Null until there is one that can be used.</summary>
    public Snapshot? Current => state.Snapshot;

    /// <summary>What was wrong in the files when they were last read.</summary>
    public IReadOnlyList<SourceProblem> Problems => state.Problems;

    /// <summary>When the snapshot in use was published (UTC); null where there is none.</summary>
    public DateTimeOffset? Published => state.Published;

    /// <summary>The snapshot in use with the time it was published, and a task that ends once another has taken its place.</summary>
    public (Snapshot? Current, DateTimeOffset? Published, Task Replaced) Watch()
    {
        var seen = state;
        return (seen.Snapshot, seen.Published, seen.Replaced.Task);
    }

    /// <summary>How many sentences of the snapshot in use have their vectors, and of how many; fewer than all only where it is lexical.</summary>
    public (int Done, int Of) Meanings => state.Snapshot switch
    {
        null => (0, 0),
        { IsLexical: false } complete => (complete.Search.Index.SentenceCount, complete.Search.Index.SentenceCount),
        var lexical => (encoded is var (of, count) && of == lexical ? count : 0, lexical.Search.Index.SentenceCount),
    };

    /// <summary>Notes how many sentences of a lexical snapshot have their vectors by now.</summary>
    public void Encoded(Snapshot lexical, int count) => encoded = new(lexical, count);

    /// <summary>Whether the files have changed to something that cannot be used, so that what answers is an earlier state of them.</summary>
    public bool IsBehind => state.IsBehind;

    /// <summary>
    /// Puts what was read into use. Where something is in use already, only a reading without new mistakes takes its place: an entry
    /// that breaks and is left out would hand its questions to others. At a cold start a broken entry or guide is left out instead,
    /// and those may stay as they are.
    /// </summary>
    public void Publish((Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems) read, DateTimeOffset now)
    {
        var broken = read.Problems.Where(problem => problem.Severity is Severity.Error).Select(problem => problem.File).ToHashSet(StringComparer.Ordinal);
        if (read.Snapshot is null || (state.Snapshot is not null && !broken.IsSubsetOf(state.LeftOut)))
        {
            state = state with { Problems = read.Problems, IsBehind = true };
            return;
        }

        var fresh = new State(read.Snapshot, read.Problems, now, IsBehind: false, broken, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Interlocked.Exchange(ref state, fresh).Replaced.TrySetResult();
    }

    /// <summary>Puts a snapshot with all its vectors in the place of the same one without, where that is still in use; what is wrong in the files stays as it was read.</summary>
    public void Complete(Snapshot lexical, (Snapshot Snapshot, IReadOnlyList<SourceProblem> Problems) complete)
    {
        var before = state;
        if (before.Snapshot == lexical)
        {
            state = before with { Snapshot = complete.Snapshot, Problems = before.IsBehind ? before.Problems : complete.Problems, Replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
            encoded = null;
            before.Replaced.TrySetResult();
        }
    }

    private sealed record Progress(Snapshot Of, int Count);

    /// <param name="LeftOut">The files with mistakes that the snapshot does without.</param>
    private sealed record State(Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems, DateTimeOffset? Published, bool IsBehind, IReadOnlySet<string> LeftOut, TaskCompletionSource Replaced);
}
