using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace TalusBot.Storage;

/// <summary>The open database with its writers and readers. What a write has returned is on disk.</summary>
internal sealed class Store : IAsyncDisposable
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BeforeConnectingAgain = TimeSpan.FromMilliseconds(250);
    private const int ScrubTries = 5;
    private static readonly TimeSpan BeforeScrubbingAgain = TimeSpan.FromMilliseconds(50);
    private readonly Database database;
    private readonly StoreHealth health = new();
    private readonly List<GroupCommit> writers = [];
    private readonly ConcurrentBag<StoreSession> idleReaders = [];
    private readonly TaskScheduler? readers;

    /// <summary>For those who read at a time, each over a connection of its own; null where connections cost nothing.</summary>
    private readonly SemaphoreSlim? seats;
    private readonly TimeProvider clock;

    /// <summary>When the start began; all its steps together have patience once.</summary>
    private readonly long since;
    private volatile bool isClosed;

    /// <exception cref="StorageUnavailableException">The database is in use or cannot be opened.</exception>
    public Store(IOptions<StorageOptions> options, TimeProvider clock, StoreMetrics? metrics = null)
    {
        this.clock = clock;
        since = clock.GetTimestamp();
        database = Database.Open(options.Value);
        Standings = database.IsShared ? null : new Standings();
        try
        {
            Open(() =>
            {
                using var session = database.Connect();
                SchemaUpgrade.Apply(session, database, Now);
                ProcessStore.Enter(session, Process, database.IsShared, Now, options.Value.TurnLease);
            });
            for (var i = 0; i < database.Writers; i++)
            {
                Open(() => writers.Add(new GroupCommit(database, health, Process, clock, metrics)));
            }

            metrics?.Watch(() => writers.Sum(writer => writer.Waiting));
            seats = database.Readers > 0 ? new SemaphoreSlim(2 * database.Readers) : null;
            readers = database.Readers > 0 ? new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, database.Readers).ConcurrentScheduler : null;
        }
        catch
        {
            DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Names this run of this process, as the owner of the turns it works on.</summary>
    public string Process { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>What and where the database is, as operators know it; without secrets.</summary>
    public string Name => database.Name;

    /// <summary>Whether other processes may be at work on the same conversations.</summary>
    public bool IsShared => database.IsShared;

    /// <summary>What this process remembers of where conversations stand; null where others write about them too.</summary>
    public Standings? Standings { get; }

    /// <summary>Whether the last write failed for a reason of the disk's or the database's.</summary>
    public bool IsFailing => health.IsFailing;

    /// <summary>Unix milliseconds.</summary>
    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Runs work in a transaction of its own; it is on disk when the task ends.</summary>
    /// <param name="conversation">Its id; empty where the work is not about one. What is written about a conversation keeps its order.</param>
    /// <exception cref="StorageUnavailableException">It could not be written, or nobody knows whether it was.</exception>
    public Task<T> WriteAsync<T>(string conversation, Func<StoreSession, T> work, CancellationToken cancel = default)
    {
        return cancel.IsCancellationRequested ? Task.FromCanceled<T>(cancel) : StoreMetrics.Trace(writers[Lane.Of(conversation, writers.Count)].WriteAsync(conversation, Run));

        T Run(StoreSession session)
        {
            Standings?.Drop(conversation);
            return work(session);
        }
    }

    /// <summary>
    /// Takes the conversation's own row before any other, where other processes write too: whoever writes about the same
    /// conversation comes before or after this transaction.
    /// </summary>
    public void Hold(StoreSession session, string conversation)
    {
        if (IsShared)
        {
            session.Execute("UPDATE conversation SET last_sequence = last_sequence WHERE id = @id", ("@id", conversation));
        }
    }

    /// <summary>Deleted words leave the journal too.</summary>
    /// <returns>False where some may still be in it: another program reads the file, or it cannot be written. The bot tries again every hour.</returns>
    public async Task<bool> ScrubAsync()
    {
        try
        {
            for (var left = ScrubTries; ; left--)
            {
                if (await writers[0].BetweenCommitsAsync(database.Scrub))
                {
                    return true;
                }

                if (left == 1)
                {
                    return false;
                }

                // Reads of ours are over in a moment.
                await Task.Delay(BeforeScrubbingAgain, clock);
            }
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Reads without holding up the caller's thread where that could take a while.</summary>
    public Task<T> ReadAsync<T>(Func<StoreSession, T> query, CancellationToken cancel = default)
    {
        if (readers is not null)
        {
            return Task.Factory.StartNew(() => Read(query), cancel, TaskCreationOptions.DenyChildAttach, readers);
        }

        try
        {
            return Task.FromResult(Read(query));
        }
#pragma warning disable CA1031 // The caller gets it from the task.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Task.FromException<T>(error);
        }
    }

    /// <exception cref="ObjectDisposedException">The store is closed, and the file may be another process's by now.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be read at present.</exception>
    public T Read<T>(Func<StoreSession, T> query)
    {
        seats?.Wait();
        try
        {
            return ReadOrReconnect(query);
        }
        finally
        {
            seats?.Release();
        }
    }

    private T ReadOrReconnect<T>(Func<StoreSession, T> query)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            var isFresh = !idleReaders.TryTake(out var reader);
            reader ??= database.Connect();
            try
            {
                var read = query(reader);
                GiveBack(reader);
                return read;
            }
            catch (Exception error)
            {
                if (reader.IsOpen && database.TroubleIn(error) is StoreTrouble.None)
                {
                    GiveBack(reader);
                    throw;
                }

                var isLost = !reader.IsOpen;
                reader.Dispose();
                if (!isFirst || isFresh)
                {
                    throw new StorageUnavailableException($"The database cannot be read: {error.Message}", error, isLost || IsPassing(error));
                }

                // All of them were connected before whatever happened to this one.
                CloseReaders();
            }
        }
    }

    /// <summary>Does a step of the start that can be done twice: a database that is started together with us, or anew meanwhile, may need a while longer.</summary>
    /// <exception cref="StorageUnavailableException">It needed too long, or something else is wrong.</exception>
    public async Task PatientlyAsync(Func<Task> step, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception error) when (IsPassing(error) && clock.GetElapsedTime(since) < FirstPatience)
            {
                await Task.Delay(BeforeConnectingAgain, clock, cancel);
            }
        }
    }

    /// <summary>Hears what other processes over the same database do, until the connection is lost.</summary>
    /// <param name="begun">Called as soon as nothing is missed any more.</param>
    public Task ListenAsync(Action begun, Action<IReadOnlyList<Notice>> heard, CancellationToken cancel) => database.ListenAsync(Process, begun, heard, cancel);

    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }

        CloseReaders();
        database.Dispose();
        seats?.Dispose();
    }

    private void Open(Action step)
    {
        try
        {
            PatientlyAsync(
                () =>
                {
                    step();
                    return Task.CompletedTask;
                },
                CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not StorageUnavailableException && database.TroubleIn(error) is not StoreTrouble.None)
        {
            throw new StorageUnavailableException($"The database cannot be used: {error.Message}", error);
        }
    }

    private bool IsPassing(Exception error) => error is StorageUnavailableException known ? known.IsPassing : database.TroubleIn(error) is StoreTrouble.Disconnected;

    private void GiveBack(StoreSession reader)
    {
        idleReaders.Add(reader);
        if (isClosed)
        {
            CloseReaders();
        }
    }

    private void CloseReaders()
    {
        while (idleReaders.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
