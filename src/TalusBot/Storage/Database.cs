using TalusBot.Storage.PostgreSql;
using TalusBot.Storage.Sqlite;

namespace TalusBot.Storage;

/// <summary>The database behind the store: SQLite in a file that one process has for itself, or PostgreSQL, which several share.</summary>
internal abstract class Database : IDisposable
{
    /// <summary>What and where it is, as operators know it; without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>Whether other processes may write into it while we do.</summary>
    public abstract bool IsShared { get; }

    /// <summary>How many connections write side by side. A conversation always falls to the same one.</summary>
    public abstract int Writers { get; }

    /// <summary>How many reads that nobody blocks a thread for run side by side; 0 where they are too quick to be moved elsewhere.</summary>
    public abstract int Readers { get; }

    /// <exception cref="StorageUnavailableException">It cannot be opened or reached; the message says what to do.</exception>
    public static Database Open(StorageOptions options) =>
        options.PostgreSql.Length > 0 ? PostgreSqlDatabase.Open(options.PostgreSql) : SqliteFile.Open(options.Path);

    /// <summary>A look at what another process may be using; nothing in it can be changed.</summary>
    /// <exception cref="StorageUnavailableException">There is none, it is none of ours, or its tables are of another version.</exception>
    public static StoreSession LookInto(StorageOptions options) =>
        options.PostgreSql.Length > 0 ? PostgreSqlDatabase.LookInto(options.PostgreSql) : SqliteFile.LookInto(options.Path);

    /// <exception cref="StorageUnavailableException">It cannot be reached or used.</exception>
    public abstract StoreSession Connect();

    /// <summary>Called first in the transaction that makes or changes tables, so that no two processes do that at a time.</summary>
    public virtual void LockTables(StoreSession session)
    {
    }

    /// <summary>Called last in a transaction: what other processes hear of it when it is committed.</summary>
    /// <param name="from">The process that tells.</param>
    public virtual void Tell(StoreSession session, string from, IReadOnlyList<Notice> notices)
    {
    }

    /// <summary>Called outside of any transaction after words were deleted, so that none of them stays in a journal.</summary>
    /// <returns>False where somebody who reads at the moment keeps it from being emptied.</returns>
    public virtual bool Scrub(StoreSession session) => true;

    /// <summary>Hears what other processes over the same database do. Ends with an exception where the connection does.</summary>
    /// <param name="begun">Called as soon as nothing is missed any more.</param>
    public virtual Task ListenAsync(string self, Action begun, Action<IReadOnlyList<Notice>> heard, CancellationToken cancel) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);

    /// <summary>What an exception of its driver means for the work that threw it.</summary>
    public abstract StoreTrouble TroubleIn(Exception error);

    public abstract void Dispose();
}

internal enum StoreTrouble
{
    /// <summary>It is the statement's own fault.</summary>
    None,

    /// <summary>Another process was in the way; the same again may succeed.</summary>
    LostRace,

    /// <summary>The connection is lost; another may work.</summary>
    Disconnected,

    /// <summary>Nothing can be written or read at present: a full disk, a database that shuts down.</summary>
    Unavailable,
}
