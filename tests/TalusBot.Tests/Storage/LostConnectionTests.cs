using TalusBot.Storage;
using TalusBot.Storage.PostgreSql;

namespace TalusBot.Tests.Storage;

/// <summary>Connections to PostgreSQL that are lost while nobody uses them.</summary>
public sealed class LostConnectionTests
{
    private readonly string place = PostgreSqlServer.NewDatabase() + ";Keepalive=1";

    [Fact]
    public async Task A_writer_that_was_idle_makes_another_one()
    {
        using var database = new WatchedDatabase(PostgreSqlDatabase.Open(place));
        await using var writer = new GroupCommit(database, new StoreHealth(), "us", TimeProvider.System);
        await writer.WriteAsync("", session => session.Execute("CREATE TABLE t (n BIGINT)"));
        await LoseAsync(database);

        await writer.WriteAsync("", session => session.Execute("INSERT INTO t (n) VALUES (1)"));

        Assert.Equal(["1"], PostgreSqlServer.Rows(place, "SELECT n FROM t"));
    }

    [Fact]
    public async Task Readers_that_were_idle_make_others()
    {
        await using var store = new OpenStore(new StorageOptions { PostgreSql = place });
        await store.Conversations.StartAsync("a", "directline", "{}");
        Assert.Equal(1, await store.Conversations.LastSequenceAsync("a"));
        PostgreSqlServer.Execute(place, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.Equal(0, store.Turns.Open());
        Assert.Equal(1, await store.Conversations.LastSequenceAsync("a"));
    }

    [Fact]
    public async Task A_store_that_loses_its_connection_while_it_opens_makes_another_one()
    {
        var options = new StorageOptions { PostgreSql = place };
        await new OpenStore(options).DisposeAsync();
        Task<OpenStore> opening;
        using (PostgreSqlServer.Lock(place, "process"))
        {
            opening = Task.Run(() => new OpenStore(options));
            await Eventually.TrueAsync(() => PostgreSqlServer.SomebodyWaits(place));
            PostgreSqlServer.Execute(place, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        }

        await using var store = await opening;
        await store.Conversations.StartAsync("a", "directline", "{}");

        Assert.Equal(1, await store.Conversations.LastSequenceAsync("a"));
    }

    [Theory]
    [InlineData("connector_conversation")]
    [InlineData("turn")]
    [InlineData("signing_key")]
    public async Task A_bot_starts_though_the_database_crashes_after_the_store_was_opened(string table)
    {
        using var server = new PostgreSqlServer();
        var database = server.CreateDatabase();
        await new OpenStore(new StorageOptions { PostgreSql = database }).DisposeAsync();
        Task<RunningBot> starting;
        using (PostgreSqlServer.Lock(database, table))
        {
            starting = Task.Run(() => RunningBot.StartAsync(settings: [$"Storage:PostgreSql={database}"]));
            await Eventually.TrueAsync(() => PostgreSqlServer.SomebodyWaits(database));
            server.Crash();
        }

        server.Start();
        await using var bot = await starting;
        var talk = await bot.TalkAsync();

        Assert.Contains("athletic tape", (await talk.AskAsync("what kind of tape?")).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Until the driver has noticed by itself.</summary>
    private async Task LoseAsync(WatchedDatabase database)
    {
        PostgreSqlServer.Execute(place, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await Eventually.TrueAsync(() => !database.Sessions[0].IsOpen);
    }

    private sealed class WatchedDatabase(Database inner) : Database
    {
        public List<StoreSession> Sessions { get; } = [];

        public override string Name => inner.Name;

        public override bool IsShared => inner.IsShared;

        public override int Writers => inner.Writers;

        public override int Readers => inner.Readers;

        public override StoreSession Connect()
        {
            var session = inner.Connect();
            Sessions.Add(session);
            return session;
        }

        public override StoreTrouble TroubleIn(Exception error) => inner.TroubleIn(error);

        public override void Dispose() => inner.Dispose();
    }
}
