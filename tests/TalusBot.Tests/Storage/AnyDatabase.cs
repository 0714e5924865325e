using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

/// <summary>A new database of either kind, to be looked into past the store.</summary>
public sealed class AnyDatabase : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string? server;

    private AnyDatabase(string kind) => server = kind == PostgreSql ? PostgreSqlServer.NewDatabase() : null;

    public const string Sqlite = "SQLite";
    public const string PostgreSql = "PostgreSQL";

    public static TheoryData<string> Kinds { get; } = [Sqlite, PostgreSql];

    /// <summary>Of the SQLite file; what else lies in a data folder lies beside it.</summary>
    public string DataFilePath => folder.File("talusbot.db");

    public bool IsShared => server is not null;

    internal StorageOptions Options => server is null ? new() { Path = DataFilePath } : new() { Path = DataFilePath, PostgreSql = server };

    /// <summary>As a bot is told of it.</summary>
    public string[] Settings => server is null ? [] : [$"Storage:PostgreSql={server}"];

    public static AnyDatabase Of(string kind) => new(kind);

    /// <summary>Every row as its columns joined by <c>|</c>, in the order of the query.</summary>
    public List<string> Rows(string query) => server is null ? DataFile.Rows(DataFilePath, query) : PostgreSqlServer.Rows(server, query);

    public void Execute(string statements)
    {
        if (server is null)
        {
            DataFile.Execute(DataFilePath, statements);
        }
        else
        {
            PostgreSqlServer.Execute(server, statements);
        }
    }

    /// <summary>Keeps everybody else out of a table of PostgreSQL until it is disposed.</summary>
    public IDisposable Lock(string table) => PostgreSqlServer.Lock(server!, table);

    /// <summary>Every row of every table, with the table's name in front.</summary>
    public List<string> Everything() =>
    [
        .. Rows(server is null ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name" : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name")
            .SelectMany(table => Rows($"SELECT * FROM {table}").Select(row => $"{table}: {row}")),
    ];

    /// <summary>All bytes of the SQLite file and its journal; nothing of PostgreSQL, which keeps its files to itself.</summary>
    public string Bytes() => string.Concat(
        (server is null ? Directory.EnumerateFiles(folder.Path, "talusbot.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)) : [])
        .Select(file =>
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }));

    public void Dispose() => folder.Dispose();
}
