using System.Threading.Channels;

namespace TalusBot.Storage;

/// <summary>
/// One writer over one connection. Writes that wait together share one commit, so that a durable disk write (synchronous=FULL)
/// is paid once for many of them. A write is acknowledged only after that commit.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int LargestGroup = 256;
    private const int MostWaiting = 10_000;

    /// <summary>How often a write is tried that others were in the way of.</summary>
    private const int Tries = 5;

    /// <summary>How long after a connection was lost writes are kept waiting for another one; after that they are refused at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenConnections = TimeSpan.FromMilliseconds(100);
    private readonly Channel<Write> waiting = Channel.CreateBounded<Write>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Database database;
    private readonly StoreHealth health;
    private readonly string owner;
    private readonly TimeProvider clock;
    private readonly StoreMetrics? metrics;
    private readonly Task writer;
    private volatile bool isClosing;

    /// <summary>When the connection was lost; null while there is one.</summary>
    private long? lostAt;
    private StoreSession? session;

    /// <param name="owner">The process, as others hear of it.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public GroupCommit(Database database, StoreHealth health, string owner, TimeProvider clock, StoreMetrics? metrics = null)
    {
        (this.database, this.health, this.owner, this.clock, this.metrics) = (database, health, owner, clock, metrics);
        session = database.Connect();
        writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many writes wait for a transaction.</summary>
    public int Waiting => waiting.Reader.Count;

    /// <summary>Runs <paramref name="work"/> inside a transaction; the task ends when it is durably committed.</summary>
    /// <param name="key">What it writes about, such as a conversation's id: writes about the same thing keep their order.</param>
    /// <exception cref="StorageUnavailableException">It could not be written, or nobody knows whether it was.</exception>
    public Task<T> WriteAsync<T>(string key, Func<StoreSession, T> work) => Enqueue(new Write<T>(key, work));

    /// <summary>Runs <paramref name="work"/> alone and outside of any transaction.</summary>
    public Task<T> BetweenCommitsAsync<T>(Func<StoreSession, T> work) => Enqueue(new Write<T>("", work) { IsAlone = true });

    public async ValueTask DisposeAsync()
    {
        isClosing = true;
        waiting.Writer.TryComplete();
        await writer;
        session?.Dispose();
    }

    private Task<T> Enqueue<T>(Write<T> write)
    {
        if (!waiting.Writer.TryWrite(write))
        {
            write.Refuse(isClosing
                ? new ObjectDisposedException(nameof(GroupCommit))
                : new StorageUnavailableException("The database does not keep up: too many writes are waiting."));
        }

        return write.Done;
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
                // Everybody takes what they share in the same order, so that no two wait for one another.
                Commit(database.IsShared ? [.. group.OrderBy(write => write.Key, StringComparer.Ordinal)] : group);
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
            Connect();
            write.Run(session!);
            write.Confirm();
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller who asked for this.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var trouble = TroubleIn(error);
            DropLost(trouble);
            write.Refuse(Worded(error, trouble));
        }
    }

    private void Commit(List<Write> group)
    {
        var since = clock.GetTimestamp();
        var apart = false;
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                Connect();
                using var transaction = session!.Begin();
                RunEach(group, apart);
                session.WriteCounts();
                database.Tell(session, owner, session.Notices);
                committing = true;
                transaction.Commit();
                metrics?.Committed(group.Count, clock.GetElapsedTime(since));
                health.IsFailing = false;
                lostAt = null;
                group.ForEach(write => write.Confirm());
                return;
            }
#pragma warning disable CA1031 // Every caller of the group has to know what became of it.
            catch (Exception error)
#pragma warning restore CA1031
            {
                var trouble = TroubleIn(error);
                DropLost(trouble);
                if (trouble is StoreTrouble.Disconnected && !committing && !isClosing && clock.GetElapsedTime(lostAt ??= clock.GetTimestamp()) < Patience)
                {
                    health.IsFailing = true;
                    metrics?.Retried();
                    Task.Delay(BetweenConnections, clock).GetAwaiter().GetResult();
                }
                else if (trouble is StoreTrouble.None && group.Count > 1 && !apart && !committing)
                {
                    // One of them was refused, and what the others wrote went with it: once more, each for itself.
                    apart = true;
                }
                else if (trouble is StoreTrouble.LostRace && group.Count > 1)
                {
                    metrics?.Retried();
                    group.ForEach(write => Commit([write]));
                    return;
                }
                else if (trouble is not StoreTrouble.LostRace || attempt >= Tries)
                {
                    health.IsFailing |= trouble is not StoreTrouble.None;
                    metrics?.Failed(group.Count, trouble);
                    group.ForEach(write => write.Refuse(Worded(error, trouble)));
                    return;
                }
            }
            finally
            {
                session?.EndTransaction();
            }
        }
    }

    /// <param name="apart">
    /// Behind a savepoint each, so that one refused write does not take the others with it. It is seldom needed and dear: the
    /// database keeps every page as it was before.
    /// </param>
    private void RunEach(List<Write> group, bool apart)
    {
        foreach (var write in group)
        {
            if (apart)
            {
                RunApart(write);
            }
            else
            {
                write.Run(session!);
            }
        }
    }

    private void RunApart(Write write)
    {
        var before = session!.Uncommitted;
        session.Execute("SAVEPOINT one");
        try
        {
            write.Run(session);
            session.Execute("RELEASE SAVEPOINT one");
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller who asked for this write.
        catch (Exception error) when (TroubleIn(error) is StoreTrouble.None)
#pragma warning restore CA1031
        {
            // Its caller hears of it when the others are on disk: it may have been refused because of one of them.
            write.Fail(error);
            session.Execute("ROLLBACK TO SAVEPOINT one");
            session.BackTo(before);
        }
    }

    /// <summary>A connection may have been lost while nobody used it.</summary>
    private void Connect()
    {
        if (session is { IsOpen: false })
        {
            DropLost(StoreTrouble.Disconnected);
        }

        session ??= database.Connect();
    }

    /// <summary>Whatever a driver throws over a connection that is not there: the connection is what is wrong.</summary>
    private StoreTrouble TroubleIn(Exception error) => session is { IsOpen: false } ? StoreTrouble.Disconnected : database.TroubleIn(error);

    /// <summary>A connection that is lost, or in a state that nobody knows, is not used again.</summary>
    private void DropLost(StoreTrouble trouble)
    {
        if (trouble is StoreTrouble.Disconnected && session is not null)
        {
            session.Dispose();
            session = null;
            metrics?.ConnectionLost();
        }
    }

    private static Exception Worded(Exception error, StoreTrouble trouble) => trouble is StoreTrouble.None || error is StorageUnavailableException
        ? error
        : new StorageUnavailableException($"The database cannot be written: {error.Message}", error, isPassing: trouble is StoreTrouble.Disconnected);

    private abstract class Write(string key)
    {
        public string Key => key;

        public bool IsAlone { get; init; }

        public abstract void Run(StoreSession session);

        /// <summary>It is rolled back, and the rest of its group goes on.</summary>
        public abstract void Fail(Exception error);

        /// <summary>All of its group is on disk, but those that failed.</summary>
        public abstract void Confirm();

        public abstract void Refuse(Exception error);
    }

    private sealed class Write<T>(string key, Func<StoreSession, T> work) : Write(key)
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;
        private Exception? failure;

        public Task<T> Done => done.Task;

        public override void Run(StoreSession session) => (result, failure) = (work(session), null);

        public override void Fail(Exception error) => failure = error;

        public override void Confirm()
        {
            if (failure is null)
            {
                done.TrySetResult(result);
            }
            else
            {
                done.TrySetException(failure);
            }
        }

        public override void Refuse(Exception error) => done.TrySetException(error);
    }
}

/// <summary>What all writers of a store know together.</summary>
internal sealed class StoreHealth
{
    /// <summary>Whether the last commit failed for a reason of the disk's or the database's, whoever made it.</summary>
    public volatile bool IsFailing;
}
