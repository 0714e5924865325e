using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace TalusBot.Tests.Storage;

/// <summary>A real PostgreSQL server on loopback in a folder of its own, with its safe settings; one for all tests of a process.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    private static readonly Lazy<PostgreSqlServer> Shared = new(() =>
    {
        var server = new PostgreSqlServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    });

    private readonly string folder;
    private readonly string programs;
    private readonly int port = LoopbackPort.Free();

    /// <summary>Starts a server of the caller's own, which may be stopped and started again.</summary>
    public PostgreSqlServer()
    {
        programs = Programs();
        folder = Directory.CreateTempSubdirectory("talusbot-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root; the package has a user for it.
            Run("chown", ["postgres:", folder]);
        }

        RunAsServer("initdb", ["--pgdata", Data, "--username", "talusbot", "--auth", "trust", "--encoding", "UTF8", "--no-instructions"]);
        Start();
    }

    private string Data => Path.Combine(folder, "data");

    /// <summary>The connection string of a new database on the server that the tests of this process share.</summary>
    public static string NewDatabase() => Shared.Value.CreateDatabase();

    public void Start() => RunAsServer(
        "pg_ctl", ["start", "--wait", "--pgdata", Data, "--log", Path.Combine(folder, "log"), "--options", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"]);

    /// <summary>As an administrator restarts it: connections are cut, committed work is kept.</summary>
    public void Stop() => RunAsServer("pg_ctl", ["stop", "--wait", "--mode", "fast", "--pgdata", Data]);

    /// <summary>As when the power fails.</summary>
    public void Crash() => RunAsServer("pg_ctl", ["stop", "--wait", "--mode", "immediate", "--pgdata", Data]);

    public string CreateDatabase()
    {
        var name = $"t{Guid.NewGuid():N}";
        Execute(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Every row as its columns joined by <c>|</c>, in the order of the query.</summary>
    public static List<string> Rows(string connectionString, string query)
    {
        using var connection = Open(connectionString);
        using var command = new NpgsqlCommand(query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <summary>Keeps everybody else out of a table until it is disposed.</summary>
    public static IDisposable Lock(string connectionString, string table)
    {
        var connection = Open(connectionString);
        using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Whether somebody over this database waits for what another one holds.</summary>
    public static bool SomebodyWaits(string connectionString) => Rows(connectionString, "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").Count > 0;

    public static void Execute(string connectionString, string statements)
    {
        using var connection = Open(connectionString);
        using var command = new NpgsqlCommand(statements, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Crash();
            Directory.Delete(folder, recursive: true);
        }
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = "talusbot",
    }.ConnectionString;

    private static NpgsqlConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Debian keeps them apart from other programs, by version.</summary>
    private static string Programs() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql") : [])
        .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
        .Select(version => Path.Combine(version, "bin"))
        .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        ?? throw new InvalidOperationException("The tests need PostgreSQL's server; scripts/test installs it (Debian's package postgresql).");

    private void RunAsServer(string program, string[] arguments)
    {
        var path = Path.Combine(programs, program);
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, string[] arguments)
    {
        // No pipe: the server would inherit it and keep us reading for as long as it runs.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode} on {RuntimeInformation.OSDescription}.");
        }
    }
}
