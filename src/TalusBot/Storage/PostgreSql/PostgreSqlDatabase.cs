using System.Net.Sockets;
using Npgsql;

namespace TalusBot.Storage.PostgreSql;

/// <summary>A PostgreSQL database that any number of processes share.</summary>
internal sealed class PostgreSqlDatabase : Database
{
    /// <summary>Any number will do that no other program over the same database takes; this one is "talusbot" in ASCII.</summary>
    private const long TablesLock = 0x74616C7573626F74;

    private readonly string connectionString;
    private readonly (string? Host, string? Database) place;

    private PostgreSqlDatabase(NpgsqlConnectionStringBuilder settings) => (connectionString, place) = (settings.ConnectionString, (settings.Host, settings.Database));

    public override string Name => $"PostgreSQL at {place.Host}, database {place.Database}";

    public override bool IsShared => true;

    public override int Writers => 4;

    public override int Readers => 8;

    /// <exception cref="StorageUnavailableException">It is no connection string.</exception>
    public static PostgreSqlDatabase Open(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            Default("Timeout", () => settings.Timeout = 5);
            Default("Command Timeout", () => settings.CommandTimeout = 15);
            Default("Keepalive", () => settings.KeepAlive = 15);
            Default("Application Name", () => settings.ApplicationName = "TalusBot");
            Default("Max Auto Prepare", () => settings.MaxAutoPrepare = 100);
            Default("Auto Prepare Min Usages", () => settings.AutoPrepareMinUsages = 2);

            // Each connection of ours is kept for one purpose as long as it lives.
            settings.Pooling = false;
            return new PostgreSqlDatabase(settings);

            void Default(string name, Action set)
            {
                if (!settings.ContainsKey(name) || !settings.ShouldSerialize(name))
                {
                    set();
                }
            }
        }
        catch (ArgumentException error)
        {
            throw new StorageUnavailableException(
                $"Storage__PostgreSql is no connection string: {error.Message} Write it like Host=localhost;Database=talusbot;Username=talusbot;Password=...", error);
        }
    }

    /// <exception cref="StorageUnavailableException">It cannot be reached, is none of ours, or its tables are of another version.</exception>
    public static StoreSession LookInto(string connectionString)
    {
        using var database = Open(connectionString);
        var session = database.Connect();
        try
        {
            session.Execute("SET default_transaction_read_only = on");
            SchemaUpgrade.RequireOurs(session, "the database");
            return session;
        }
        catch (NpgsqlException error)
        {
            session.Dispose();
            throw Unreadable(error);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public override StoreSession Connect()
    {
        var connection = new NpgsqlConnection(connectionString);
        var session = new StoreSession(connection);
        try
        {
            session.Open();
            return session;
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException)
        {
            session.Dispose();
            throw Unreadable(error);
        }
    }

    public override void LockTables(StoreSession session) => session.Execute("SELECT pg_advisory_xact_lock(@key)", ("@key", TablesLock));

    public override void Tell(StoreSession session, string from, IReadOnlyList<Notice> notices)
    {
        foreach (var payload in NoticeText.Write(from, notices))
        {
            session.Execute("SELECT pg_notify(@channel, @payload)", ("@channel", NoticeText.Channel), ("@payload", payload));
        }
    }

    public override async Task ListenAsync(string self, Action begun, Action<IReadOnlyList<Notice>> heard, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        connection.Notification += (_, notice) =>
        {
            var (from, notices) = NoticeText.Read(notice.Payload);
            if (from != self)
            {
                heard(notices);
            }
        };
        await connection.OpenAsync(cancel);
        await using (var listen = connection.CreateCommand())
        {
            listen.CommandText = $"LISTEN {NoticeText.Channel}";
            await listen.ExecuteNonQueryAsync(cancel);
        }

        begun();
        while (true)
        {
            await connection.WaitAsync(cancel);
        }
    }

    /// <remarks>Codes as in PostgreSQL's Appendix A.</remarks>
    public override StoreTrouble TroubleIn(Exception error) => error switch
    {
        // Unique violation, serialization failure, deadlock, lock not available.
        PostgresException { SqlState: "23505" or "40001" or "40P01" or "55P03" } => StoreTrouble.LostRace,

        // Connection exceptions, too many connections, shutdown, crash of another connection, starting up; a standby that was the primary.
        PostgresException { SqlState: ['0', '8', ..] or "53300" or "57P01" or "57P02" or "57P03" or "57P05" or "25006" or "57014" } => StoreTrouble.Disconnected,

        // Out of disk or memory, damaged files.
        PostgresException { SqlState: ['5', '3', ..] or ['5', '8', ..] or ['X', 'X', ..] } => StoreTrouble.Unavailable,
        PostgresException => StoreTrouble.None,
        NpgsqlException or SocketException or TimeoutException or IOException => StoreTrouble.Disconnected,
        StorageUnavailableException => StoreTrouble.Disconnected,
        _ => StoreTrouble.None,
    };

    public override void Dispose()
    {
    }

    private static StorageUnavailableException Unreadable(Exception error) =>
        new($"PostgreSQL cannot be reached or used: {error.Message} See Storage__PostgreSql.", error, isPassing: error is not PostgresException { SqlState: not ("53300" or "57P01" or "57P02" or "57P03") });
}
