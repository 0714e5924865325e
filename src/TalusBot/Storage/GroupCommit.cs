using System.Threading.Channels;

namespace TalusBot.Storage;

/// <summary>
/// One writer for the whole process. Writes that wait together share one commit, so that a durable disk write
/// (synchronous=FULL) is paid once for many of them. A write is acknowledged only after that commit.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int LargestGroup = 256;
    private readonly Channel<Write> waiting = Channel.CreateBounded<Write>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly StoreSession session;
    private readonly Task writer;

    public GroupCommit(StoreSession session)
    {
        this.session = session;
        writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Runs <paramref name="work"/> inside a transaction; the task ends when it is durably committed.</summary>
    public async Task<T> WriteAsync<T>(Func<StoreSession, T> work, CancellationToken cancel = default)
    {
        var write = new Write<T>(work);
        await waiting.Writer.WriteAsync(write, cancel);
        return await write.Done;
    }

    /// <summary>Whether the last commit failed.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>Runs <paramref name="work"/> alone and outside of any transaction.</summary>
    public async Task<T> BetweenCommitsAsync<T>(Func<StoreSession, T> work, CancellationToken cancel = default)
    {
        var write = new Write<T>(work) { IsAlone = true };
        await waiting.Writer.WriteAsync(write, cancel);
        return await write.Done;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writer;
        session.Dispose();
    }

    private void WriteAll()
    {
        var group = new List<Write>(LargestGroup);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Write? alone = null;
            while (group.Count < LargestGroup && alone is null && waiting.Reader.TryRead(out var next))
            {
                if (next.IsAlone)
                {
                    alone = next;
                }
                else
                {
                    group.Add(next);
                }
            }

            if (group.Count > 0)
            {
                Commit(group);
                group.Clear();
            }

            if (alone is not null)
            {
                RunAlone(alone);
            }
        }
    }

    private void RunAlone(Write write)
    {
        try
        {
            write.Run(session);
            write.Confirm();
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller who asked for this.
        catch (Exception error)
#pragma warning restore CA1031
        {
            write.Refuse(error);
        }
    }

    private void Commit(List<Write> group)
    {
        try
        {
            using var transaction = session.Begin();
            foreach (var write in group)
            {
                // A savepoint each, so that one refused write does not take the others with it.
                transaction.Save("one");
                try
                {
                    write.Run(session);
                    transaction.Release("one");
                }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller who asked for this write.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    transaction.Rollback("one");
                    write.Refuse(error);
                }
            }

            transaction.Commit();
            IsFailing = false;
            group.ForEach(write => write.Confirm());
        }
#pragma warning disable CA1031 // The commit failed: every caller of the group has to know.
        catch (Exception error)
#pragma warning restore CA1031
        {
            IsFailing = true;
            group.ForEach(write => write.Refuse(error));
        }
        finally
        {
            session.Transaction = null;
        }
    }

    private abstract class Write
    {
        public bool IsAlone { get; init; }

        public abstract void Run(StoreSession session);

        public abstract void Confirm();

        public abstract void Refuse(Exception error);
    }

    private sealed class Write<T>(Func<StoreSession, T> work) : Write
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Done => done.Task;

        public override void Run(StoreSession session) => result = work(session);

        public override void Confirm() => done.TrySetResult(result);

        public override void Refuse(Exception error) => done.TrySetException(error);
    }
}
