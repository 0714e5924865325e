using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Channels;
using TalusBot.Storage;
using TalusBot.Tests.Channels;
using TalusBot.Tests.Channels.Connector;
using TalusBot.Turns;

namespace TalusBot.Tests.Security;

/// <summary>Visitors who open, begin or send more than one visitor would.</summary>
public sealed class FloodTests
{
    private static readonly DateTimeOffset Midnight = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Only_so_many_conversations_begin_in_an_hour_whatever_the_way_and_those_that_run_go_on()
    {
        var clock = new ManualClock(Midnight);
        await using var bot = await RunningBot.StartAsync(clock, settings: "Limits:ConversationsPerVisitor=3");
        using var browser = new PlainBrowser(bot);
        var talk = await bot.TalkAsync();
        using var first = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: """{"question":"what kind of tape?"}""");
        await browser.AskAnewAsync("what kind of tape?");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, browser.Status));

        using var token = await bot.Http.PostAsync("/api/chat/token", content: null);
        using var started = await bot.SendAsync(HttpMethod.Post, "/v3/directline/conversations", (await RunningBot.JsonOf(token)).GetProperty("token").GetString(), "{}");
        using var asked = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: """{"question":"what kind of tape?"}""");
        TellsWhenToComeBack(started, 3600);
        TellsWhenToComeBack(asked, 3600);
        await browser.AskAsync("and how long?");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await browser.AskAnewAsync("what kind of tape?");
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("Try again in 60 minutes", browser.Words, StringComparison.Ordinal);

        // A talk that runs goes on, and in the next hour there may be new ones.
        await talk.AskAsync("what kind of tape?");
        using var again = await bot.SendAsync(HttpMethod.Post, "/v3/directline/conversations", talk.Token, "{}");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        clock.Advance(TimeSpan.FromHours(1));
        await bot.TalkAsync();
    }

    [Fact]
    public async Task Whoever_has_the_secret_speaks_for_many_and_begins_as_many_as_they_need()
    {
        await using var bot = await RunningBot.StartAsync(settings: ["Limits:ConversationsPerVisitor=1", "DirectLine:Secret=a-secret-of-a-server"]);
        for (var conversation = 0; conversation < 5; conversation++)
        {
            using var started = await bot.SendAsync(HttpMethod.Post, "/v3/directline/conversations", "a-secret-of-a-server", "{}");
            Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        }
    }

    [Fact]
    public async Task Only_so_much_is_kept_of_one_visitor_in_an_hour()
    {
        var clock = new ManualClock(Midnight);
        await using var bot = await RunningBot.StartAsync(clock, settings: ["Limits:MegabytesPerHour=1", "Limits:MessagesPerMinute=1000"]);
        var talk = await bot.TalkAsync();
        var kept = 0;
        HttpResponseMessage posted;
        while ((posted = await talk.PostAsync(Ballast(250_000))).StatusCode is HttpStatusCode.OK)
        {
            kept++;
        }

        using (posted)
        {
            Assert.Equal(4, kept);
            TellsWhenToComeBack(posted, 3600);
        }

        clock.Advance(TimeSpan.FromHours(1));
        talk = await bot.TalkAsync();
        using var later = await talk.PostAsync(Ballast(250_000));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Of_messages_that_are_too_long_to_be_answered_only_so_much_is_read_in_an_hour_and_short_ones_are_answered_all_the_same()
    {
        var clock = new ManualClock(Midnight);
        await using var bot = await RunningBot.StartAsync(clock, settings: ["Limits:LongCharactersPerHour=20000", "Limits:QuestionsPerMinute=1000"]);
        using var browser = new PlainBrowser(bot);
        var talk = await bot.TalkAsync();
        var tooLong = string.Concat(Enumerable.Repeat("and then ", 600)) + "I cannot put any weight on the foot";
        Assert.Equal("safety", (await talk.AskAsync(tooLong)).GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString());
        await browser.GoAsync("/ask?q=" + Uri.EscapeDataString(tooLong));
        Assert.Equal("safety", browser.Outcome);
        using var first = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":"{{tooLong}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, first.StatusCode);

        using var asked = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":"{{tooLong}}"}""");
        using var posted = await talk.PostAsync(RunningBot.Message(tooLong));
        TellsWhenToComeBack(asked, 3600);
        TellsWhenToComeBack(posted, 3600);
        await browser.GoAsync("/ask?q=" + Uri.EscapeDataString(tooLong));
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        await browser.AskAnewAsync(tooLong);
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("athletic tape", (await talk.AskAsync("what kind of tape?")).GetProperty("text").GetString(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromHours(1));
        using var later = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":"{{tooLong}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, later.StatusCode);
    }

    [Fact]
    public async Task Where_too_many_messages_wait_the_next_is_told_at_once_when_to_come_back_and_not_kept()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("talusbot.db");
        var clock = new SteppedClock(Midnight);
        RunningBot.Talk talk;
        await using (var before = await RunningBot.StartAsync(clock, file))
        {
            talk = await before.TalkAsync();
        }

        // A message that nobody can read is tried again and again while the clock stands still, and what comes after it waits.
        DataFile.Execute(
            file,
            """
            UPDATE conversation SET last_sequence = 2;
            INSERT INTO log_entry (conversation_id, sequence, at, body) SELECT id, 2, last_at, '{' FROM conversation;
            INSERT INTO turn (conversation_id, sequence, base_url, accepted_at, owner, attempts, person) SELECT id, 2, '', last_at, 'gone', 1, '' FROM conversation;
            """);
        await using var bot = await RunningBot.StartAsync(clock, file, "Limits:WaitingTurns=3");
        talk = talk with { Http = bot.Http };
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/ask");
        await Condition.UntilAsync(() => clock.IsAwaited(TimeSpan.FromSeconds(2)) && bot.Services.GetRequiredService<TurnQueue>().Holds(new OpenTurn(talk.Id, 2, "")));
        for (var message = 0; message < 3; message++)
        {
            using var taken = await talk.PostAsync(RunningBot.Message("what kind of tape?"));
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        using var posted = await talk.PostAsync(RunningBot.Message("what kind of tape?"));
        using var asked = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: """{"question":"what kind of tape?"}""");
        using var messages = await bot.SendAsync(HttpMethod.Post, "/api/messages", json: """{"type":"message","id":"1","text":"hi","channelId":"emulator","serviceUrl":"http://localhost:1/","conversation":{"id":"c"},"from":{"id":"u"},"recipient":{"id":"b"},"deliveryMode":"expectReplies"}""");
        TellsWhenToComeBack(posted, 2);
        TellsWhenToComeBack(asked, 2);
        TellsWhenToComeBack(messages, 2);
        await browser.AskAsync("and how long?");
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Equal(5, DataFile.Rows(file, "SELECT body FROM log_entry").Count);
    }

    [Theory]
    [InlineData("Limits:SocketsPerVisitor=2")]
    [InlineData("Limits:SocketsTotal=2")]
    public async Task A_web_socket_too_many_is_refused_until_one_is_closed(string limit)
    {
        await using var bot = await RunningBot.StartAsync(settings: limit);
        var talk = await bot.TalkAsync();
        using var first = await talk.OpenStreamAsync(talk.StreamUrl + "&tab=1");
        using var second = await talk.OpenStreamAsync(talk.StreamUrl + "&tab=2");
        using var third = new ClientWebSocket();
        third.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => third.ConnectAsync(new Uri(talk.StreamUrl + "&tab=3"), CancellationToken.None));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.HttpStatusCode);
        Assert.Equal("60", Assert.Single(third.HttpResponseHeaders!["Retry-After"]));

        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await Condition.UntilAsync(async () =>
        {
            using var next = new ClientWebSocket();
            try
            {
                await next.ConnectAsync(new Uri(talk.StreamUrl + "&tab=4"), CancellationToken.None);
                return true;
            }
            catch (WebSocketException)
            {
                return false;
            }
        });
    }

    [Theory]
    [InlineData(60_000, true)]
    [InlineData(100_000, false)]
    public async Task A_frame_without_end_and_one_that_is_huge_close_the_web_socket(int piece, bool isFragmented)
    {
        await using var bot = await RunningBot.StartAsync();
        using var loud = await (await bot.TalkAsync()).OpenStreamAsync();
        await RunningBot.NextFrameAsync(loud);
        try
        {
            for (var sent = 0; sent < 10; sent++)
            {
                await loud.SendAsync(new byte[piece].AsMemory(), WebSocketMessageType.Text, endOfMessage: !isFragmented, CancellationToken.None);
            }
        }
        catch (WebSocketException)
        {
            // Closed while more was being said.
        }

        await IsClosedAsync(loud);
    }

    [Fact]
    public async Task A_flood_of_small_frames_closes_the_web_socket_and_keep_alives_do_not()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        using var quiet = await talk.OpenStreamAsync(talk.StreamUrl + "&tab=quiet");
        using var loud = await talk.OpenStreamAsync(talk.StreamUrl + "&tab=loud");
        await RunningBot.NextFrameAsync(quiet);
        await RunningBot.NextFrameAsync(loud);
        for (var sent = 0; sent < 20; sent++)
        {
            await quiet.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }

        try
        {
            for (var sent = 0; sent < 700; sent++)
            {
                await loud.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (WebSocketException)
        {
            // Closed meanwhile.
        }

        await IsClosedAsync(loud);
        await talk.AskAsync("what kind of tape?");
        Assert.NotNull(await RunningBot.NextFrameAsync(quiet));
    }

    [Fact]
    public async Task A_connection_too_many_is_closed_at_once()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:Connections=10");
        var idle = new List<RawConnection>();
        try
        {
            for (var one = 0; one < 10; one++)
            {
                var connection = await RawConnection.OpenAsync(bot.Address);
                idle.Add(connection);
                await connection.SayAsync("HEAD /favicon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Assert.StartsWith("HTTP/1.1 200", await connection.HearUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
            }

            using var next = await RawConnection.OpenAsync(bot.Address);
            await next.SayAsync("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Assert.Equal("", await next.HearAllAsync());
        }
        finally
        {
            idle.ForEach(connection => connection.Dispose());
        }
    }

    [Theory]
    [InlineData("203.0.113.7", 12)]
    [InlineData("2001:db8:1:2::7", 12)]
    [InlineData("127.0.0.1", 40)]
    [InlineData("::ffff:127.0.0.1", 40)]
    [InlineData("10.1.2.3", 40)]
    public async Task One_address_may_open_only_so_many_connections_unless_it_stands_for_others(string address, int served)
    {
        await using var bot = await RunningBot.StartAsync(settings: ["Limits:ConnectionsPerVisitor=10", "Limits:SocketsPerVisitor=2", "Web:TrustedProxies:0=10.0.0.0/8"]);
        var hold = new TaskCompletionSource();
        var inside = 0;
        var guarded = bot.Services.GetRequiredService<AddressGate>().Guard(_ =>
        {
            Interlocked.Increment(ref inside);
            return hold.Task;
        });

        var connections = Enumerable.Range(0, 40).Select(port => guarded(new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 40_000 + port) })).ToList();
        Assert.Equal(served, inside);
        hold.SetResult();
        await Task.WhenAll(connections);
        await guarded(new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 50_000) });
        Assert.Equal(served + 1, inside);
    }

    [Fact]
    public void Whoever_has_left_is_not_remembered()
    {
        var count = new Headcount();
        var places = Enumerable.Range(0, 1000).Select(i => count.Enter(i.ToString(CultureInfo.InvariantCulture), most: 1)!).ToList();
        Assert.Null(count.Enter("0", most: 1));
        Assert.Null(count.Enter("another", most: 1, mostInAll: 1000));
        Assert.Equal((1000, 1000), (count.Total, count.Visitors));
        places.ForEach(place => place.Dispose());
        places.ForEach(place => place.Dispose());
        Assert.Equal((0, 0), (count.Total, count.Visitors));
    }

    [Fact]
    public void However_many_visitors_come_their_counts_take_no_more_memory_than_so_many_do()
    {
        var clock = new ManualClock(Midnight);
        var quota = new HourlyQuota(clock);
        for (var visitor = 0; visitor < HourlyQuota.MostVisitors + 1000; visitor++)
        {
            quota.TryTake(visitor.ToString(CultureInfo.InvariantCulture), 1, 500, out _);
        }

        Assert.InRange(quota.Visitors, HourlyQuota.MostVisitors, HourlyQuota.MostVisitors + 1);
        Assert.False(quota.TryTake("one more", 1, 500, out var wait));
        Assert.Equal(TimeSpan.FromHours(1), wait);
        Assert.True(quota.TryTake("0", 1, 500, out _));
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(quota.TryTake("one more", 1, 500, out wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(quota.TryTake("one more", 1, 500, out _));
        Assert.Equal(1, quota.Visitors);
    }

    private static string Ballast(int length) => $$"""{"type":"event","name":"ballast","from":{"id":"r_test"},"value":"{{new string('a', length)}}"}""";

    private static void TellsWhenToComeBack(HttpResponseMessage answer, int most)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, most);
    }

    private static async Task IsClosedAsync(ClientWebSocket socket)
    {
        try
        {
            Assert.Null(await RunningBot.NextFrameAsync(socket));
            Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
        }
        catch (WebSocketException)
        {
            // What was under way kept the goodbye from being heard; it is closed all the same.
        }
    }
}
