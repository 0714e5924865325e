using System.Net.WebSockets;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Turns;

/// <summary>Two bots over one PostgreSQL database, as behind a load balancer.</summary>
public sealed class SeveralProcessesTests
{
    [Fact]
    public async Task Sockets_are_on_one_and_messages_come_to_the_other()
    {
        await using var both = await TwoBots.StartAsync();
        var talk = await both.First.TalkAsync();
        using var socket = await talk.OpenStreamAsync();
        Assert.NotNull(await RunningBot.NextFrameAsync(socket));

        using var posted = await both.OnSecond(talk).PostAsync(RunningBot.Message("what kind of tape?"));
        var id = (await RunningBot.JsonOf(posted)).GetProperty("id").GetString();

        var heard = await HearAsync(socket, count: 2);
        Assert.Equal(id, heard[0].GetProperty("id").GetString());
        Assert.Equal(id, heard[1].GetProperty("replyToId").GetString());
        Assert.Contains("athletic tape", heard[1].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_talk_goes_on_from_one_to_the_other_and_is_answered_in_order()
    {
        await using var both = await TwoBots.StartAsync();
        var talk = await both.First.TalkAsync();
        var posts = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            using var posted = await (i % 2 == 0 ? talk : both.OnSecond(talk)).PostAsync(RunningBot.Message(i == 0 ? "what kind of tape?" : "and how long?"));
            posts.Add((await RunningBot.JsonOf(posted)).GetProperty("id").GetString()!);
        }

        await talk.ReplyToAsync(posts[^1]);
        var replies = (await both.OnSecond(talk).ReadAsync()).Where(said => said.TryGetProperty("replyToId", out _)).ToList();
        Assert.Equal(posts, replies.Select(reply => reply.GetProperty("replyToId").GetString()));
    }

    [Fact]
    public async Task A_talk_that_is_cleared_on_one_is_gone_on_the_other_and_its_sockets_close()
    {
        await using var both = await TwoBots.StartAsync();
        var talk = await both.First.TalkAsync();
        using var socket = await talk.OpenStreamAsync();
        Assert.NotNull(await RunningBot.NextFrameAsync(socket));

        using var cleared = await both.OnSecond(talk).PostAsync(RunningBot.Event("talusbot/clear", "{}"));
        Assert.Equal(200, (int)cleared.StatusCode);

        Assert.Null(await RunningBot.NextFrameAsync(socket));
        using var gone = await both.First.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}/activities", talk.Token);
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [Fact]
    public async Task While_the_database_restarts_sockets_stay_open_and_what_was_acknowledged_is_answered_once()
    {
        using var server = new PostgreSqlServer();
        var database = server.CreateDatabase();
        await using var bot = await StartAsync(database);
        var talk = await bot.TalkAsync();
        using var socket = await talk.OpenStreamAsync();
        Assert.NotNull(await RunningBot.NextFrameAsync(socket));

        server.Stop();
        var posting = talk.PostAsync(RunningBot.Message("what kind of tape?", clientId: "once"));
        server.Start();
        using var posted = await posting;
        Assert.Equal(200, (int)posted.StatusCode);

        var heard = await HearAsync(socket, count: 2);
        Assert.Equal(heard[0].GetProperty("id").GetString(), heard[1].GetProperty("replyToId").GetString());
        Assert.Equal(WebSocketState.Open, socket.State);
        Assert.Equal(3, (await talk.ReadAsync()).Count);
    }

    [Fact]
    public async Task While_the_database_is_gone_messages_are_refused_for_now_and_health_says_why()
    {
        using var server = new PostgreSqlServer();
        await using var bot = await StartAsync(server.CreateDatabase());
        var talk = await bot.TalkAsync();
        server.Crash();

        using var refused = await talk.PostAsync(RunningBot.Message("what kind of tape?"));
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        using var unread = await bot.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}/activities", talk.Token);
        Assert.Equal(503, (int)unread.StatusCode);
        using var health = await bot.Http.GetAsync("/health");
        Assert.Equal(503, (int)health.StatusCode);
        Assert.Equal("failing", (await RunningBot.JsonOf(health)).GetProperty("store").GetString());

        server.Start();
        await Eventually.TrueAsync(() => bot.Http.GetAsync("/health").Result.IsSuccessStatusCode);
        await talk.AskAsync("what kind of tape?");
    }

    private static Task<RunningBot> StartAsync(string database) => RunningBot.StartAsync(settings: [$"Storage:PostgreSql={database}"]);

    /// <param name="First">Where a talk begins.</param>
    private sealed record TwoBots(RunningBot First, RunningBot Second) : IAsyncDisposable
    {
        public static async Task<TwoBots> StartAsync()
        {
            var database = PostgreSqlServer.NewDatabase();
            return new(await SeveralProcessesTests.StartAsync(database), await SeveralProcessesTests.StartAsync(database));
        }

        /// <summary>The same talk, led over the second one.</summary>
        public RunningBot.Talk OnSecond(RunningBot.Talk talk) => talk with { Http = Second.Http };

        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
        }
    }

    /// <summary>The next activities that the socket brings.</summary>
    private static async Task<List<System.Text.Json.JsonElement>> HearAsync(ClientWebSocket socket, int count)
    {
        var heard = new List<System.Text.Json.JsonElement>();
        while (heard.Count < count)
        {
            var frame = await RunningBot.NextFrameAsync(socket);
            Assert.NotNull(frame);
            heard.AddRange(frame.Value.GetProperty("activities").EnumerateArray());
        }

        return heard;
    }
}
