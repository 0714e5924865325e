using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge;

/// <summary>The front door: holds the snapshot in use. Publishing swaps one reference; a search in progress keeps its own.</summary>
public sealed class KnowledgeBase
{
    private volatile State state = new(null, [], null, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

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

    /// <summary>Puts what was read into use; a reading that cannot be used leaves the last good one answering.</summary>
    public void Publish((Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems) read, DateTimeOffset now)
    {
        if (read.Snapshot is null)
        {
            state = state with { Problems = read.Problems };
            return;
        }

        var fresh = new State(read.Snapshot, read.Problems, now, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Interlocked.Exchange(ref state, fresh).Replaced.TrySetResult();
    }

    private sealed record State(Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems, DateTimeOffset? Published, TaskCompletionSource Replaced);
}
