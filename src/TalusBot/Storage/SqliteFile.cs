using Microsoft.Data.Sqlite;

namespace TalusBot.Storage;

/// <summary>The data file: opened durably, and by one process at a time.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly FileStream held;
    private readonly string connectionString;

    private SqliteFile(FileStream held, string connectionString) => (this.held, this.connectionString) = (held, connectionString);

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
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = full,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString();
        return new SqliteFile(held, connectionString);
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
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = System.IO.Path.GetFullPath(path), Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            var session = new StoreSession(connection);
            var version = session.QueryFirst("SELECT MAX(version) FROM schema_version", row => row.GetInt64(0));
            return version == Schema.Version ? session : throw new StorageUnavailableException(
                $"The tables in {path} have version {version}, this program knows {Schema.Version}. Start the bot of this version once; it brings them up to date.");
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new StorageUnavailableException($"The data file {path} cannot be read: {error.Message}", error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="StorageUnavailableException">The file is no database of ours, or cannot be written.</exception>
    public StoreSession Connect()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var settings = connection.CreateCommand();
            settings.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;";
            settings.ExecuteNonQuery();
            return new StoreSession(connection);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new StorageUnavailableException($"The data file cannot be used: {error.Message} Choose another with Storage__Path, or restore a backup.", error);
        }
    }

    public void Dispose() => held.Dispose();
}
