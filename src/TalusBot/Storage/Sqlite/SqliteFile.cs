using Microsoft.Data.Sqlite;

namespace TalusBot.Storage.Sqlite;

/// <summary>The data file: opened durably, and by one process at a time.</summary>
internal sealed class SqliteFile : Database
{
    private readonly FileStream held;
    private readonly string connectionString;

    private SqliteFile(FileStream held, string connectionString) => (this.held, this.connectionString) = (held, connectionString);

    public override string Name => $"SQLite in {held.Name[..^".lock".Length]}";

    public override bool IsShared => false;

    public override int Writers => 1;

    public override int Readers => 0;

    /// <exception cref="StorageUnavailableException">Another process has the file, or it cannot be opened; the message says which and what to do.</exception>
    public static SqliteFile Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        FileStream held;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            held = new FileStream(full + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(full + ".lock"))
        {
            throw new StorageUnavailableException(
                $"Another TalusBot is already using {path}. Stop it first, or give this one a file of its own with Storage__Path.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The data file {path} cannot be opened: {error.Message} Choose another place with Storage__Path.", error);
        }

        SQLitePCL.Batteries_V2.Init();
        return new SqliteFile(held, ConnectionString(full, SqliteOpenMode.ReadWriteCreate));
    }

    /// <summary>A look into a file that another process may be using; nothing in it can be changed.</summary>
    /// <exception cref="StorageUnavailableException">There is no such file, it is none of ours, or its tables are of another version.</exception>
    public static StoreSession LookInto(string path)
    {
        if (!File.Exists(path))
        {
            throw new StorageUnavailableException($"There is no data file {path} yet; the bot makes one when it starts. Where it is elsewhere, say so with Storage__Path.");
        }

        SQLitePCL.Batteries_V2.Init();
        var session = new StoreSession(new SqliteConnection(ConnectionString(System.IO.Path.GetFullPath(path), SqliteOpenMode.ReadOnly)));
        try
        {
            session.Open();
            SchemaUpgrade.RequireOurs(session, path);
            return session;
        }
        catch (SqliteException error)
        {
            session.Dispose();
            throw new StorageUnavailableException($"The data file {path} cannot be read: {error.Message}", error);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public override StoreSession Connect()
    {
        var session = new StoreSession(new SqliteConnection(connectionString));
        try
        {
            session.Open();
            session.Execute("PRAGMA journal_mode=WAL");
            session.Execute("PRAGMA synchronous=FULL");
            session.Execute("PRAGMA secure_delete=ON");
            session.Execute("PRAGMA foreign_keys=ON");

            // What is noted for taking back one write of a group holds people's words: it stays out of the folder for temporary files.
            session.Execute("PRAGMA temp_store=MEMORY");

            // Every turn changes pages all over the indexes: a longer journal writes each of them into the file less often.
            session.Execute("PRAGMA wal_autocheckpoint=4000");
            return session;
        }
        catch (SqliteException error)
        {
            session.Dispose();
            throw new StorageUnavailableException($"The data file cannot be used: {error.Message} Choose another with Storage__Path, or restore a backup.", error);
        }
    }

    /// <summary>The journal is emptied into the file, where deleted words are overwritten.</summary>
    public override bool Scrub(StoreSession session) => session.QueryFirst("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0)) is 0;

    /// <remarks>Codes as in SQLite's result codes: what is the statement's fault is ERROR (1), CONSTRAINT (19), MISMATCH (20), MISUSE (21) or RANGE (25).</remarks>
    public override StoreTrouble TroubleIn(Exception error) =>
        error is SqliteException { SqliteErrorCode: not (1 or 19 or 20 or 21 or 25) } ? StoreTrouble.Unavailable : StoreTrouble.None;

    public override void Dispose() => held.Dispose();

    private static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString();
}
