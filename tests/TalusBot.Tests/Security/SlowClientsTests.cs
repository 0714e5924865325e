using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TalusBot.Tests.Channels.Connector;

namespace TalusBot.Tests.Security;

/// <summary>Clients that keep a connection by sending or reading next to nothing.</summary>
public sealed class SlowClientsTests
{
    [Fact]
    public async Task A_head_that_comes_drop_by_drop_is_cut_off()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:HeadersWithin=00:00:01");
        using var slow = await RawConnection.OpenAsync(bot.Address);
        await slow.SayAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Drop: ");

        Assert.StartsWith("HTTP/1.1 408", await slow.HearAllAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_comes_drop_by_drop_is_cut_off_and_keeps_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"), settings: "Limits:BytesPerSecond=1000000");
        using var slow = await RawConnection.OpenAsync(bot.Address);
        await slow.SayAsync("POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"question\":\"");

        var answer = await slow.HearAllAsync();
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("\"Timeout\"", answer, StringComparison.Ordinal);
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT id FROM conversation"));
    }

    [Fact]
    public async Task A_web_socket_whose_client_does_not_read_is_closed_after_15_seconds_and_gives_its_seat_back()
    {
        var clock = new SteppedClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var bot = await RunningBot.StartAsync(clock, settings: ["Limits:SocketsPerVisitor=1", "Limits:RequestsPerMinute=1000000", "DirectLine:TokenLifetimeSeconds=86400"]);
        var talk = await bot.TalkAsync();
        for (var message = 0; message < 40; message++)
        {
            using var posted = await talk.PostAsync($$"""{"type":"event","name":"ballast","from":{"id":"r_test"},"value":"{{new string('a', 250_000)}}"}""");
            Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        }

        using var deaf = await RawConnection.OpenAsync(bot.Address, receives: 4096);
        var stream = new Uri(talk.StreamUrl.Replace("ws:", "http:", StringComparison.Ordinal));
        await deaf.SayAsync($"GET {stream.PathAndQuery} HTTP/1.1\r\nHost: {stream.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101", await deaf.HearUntilAsync("\r\n\r\n"), StringComparison.Ordinal);

        // Nothing is read from here on. Once a frame does not fit any more, only the clock can end the wait for it.
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusOfSecondAsync(talk));
        await Condition.UntilAsync(async () =>
        {
            if (clock.IsAwaited(TimeSpan.FromSeconds(15)))
            {
                clock.Advance(TimeSpan.FromSeconds(15));
            }

            return await StatusOfSecondAsync(talk) is HttpStatusCode.SwitchingProtocols;
        });
    }

    [Fact]
    public async Task What_a_client_that_does_not_read_can_hold_is_one_frame_and_not_the_log()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        for (var message = 0; message < 12; message++)
        {
            using var posted = await talk.PostAsync($$"""{"type":"event","name":"ballast","from":{"id":"r_test"},"value":"{{new string('a', 30_000)}}"}""");
            Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        }

        using var socket = await talk.OpenStreamAsync();
        var (frames, entries) = (0, 0);
        while (entries < 13)
        {
            var frame = await FrameAsync(socket);
            Assert.InRange(frame.GetRawText().Length, 1, 70_000);
            entries += frame.GetProperty("activities").GetArrayLength();
            frames++;
        }

        Assert.InRange(frames, 6, 13);
        Assert.Equal("13", (await talk.ReadAsync("12"))[0].GetProperty("id").GetString()![^2..]);
    }

    [Fact]
    public async Task A_long_log_is_read_page_by_page_with_the_watermark()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        for (var message = 0; message < 4; message++)
        {
            using var posted = await talk.PostAsync($$"""{"type":"event","name":"ballast","from":{"id":"r_test"},"value":"{{new string('a', 100_000)}}"}""");
            Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        }

        var first = await talk.ReadAsync();
        Assert.Equal(3, first.Count);
        Assert.Equal(2, (await talk.ReadAsync("3")).Count);
    }

    [Fact]
    public async Task The_server_is_told_every_limit_of_a_connection()
    {
        await using var bot = await RunningBot.StartAsync();
        var limits = bot.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(20_000, limits.MaxConcurrentConnections);
        Assert.Equal(20_000, limits.MaxConcurrentUpgradedConnections);
        Assert.Equal(TimeSpan.FromSeconds(15), limits.RequestHeadersTimeout);
        Assert.Equal(TimeSpan.FromMinutes(2), limits.KeepAliveTimeout);
        Assert.Equal((1024, TimeSpan.FromSeconds(5)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal((1024, TimeSpan.FromSeconds(5)), (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod));
        Assert.Equal(262_144, limits.MaxRequestBodySize);
        Assert.Equal(131_072, limits.MaxRequestBufferSize);
        Assert.Equal(65_536, limits.MaxResponseBufferSize);
        Assert.Equal(100, limits.MaxRequestHeaderCount);
        Assert.Equal(32_768, limits.MaxRequestHeadersTotalSize);
        Assert.Equal(100, limits.Http2.MaxStreamsPerConnection);
    }

    /// <summary>Of another tab, so that it takes a seat of its own.</summary>
    private static async Task<HttpStatusCode> StatusOfSecondAsync(RunningBot.Talk talk)
    {
        using var grant = await RunningBot.SendAsync(talk.Http, HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}", talk.Token);
        var url = (await RunningBot.JsonOf(grant)).GetProperty("streamUrl").GetString();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new Uri(url + "&tab=second"), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Refused; the status says how.
        }

        return socket.HttpStatusCode;
    }

    private static async Task<System.Text.Json.JsonElement> FrameAsync(ClientWebSocket socket)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[8192];
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            whole.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        using var document = System.Text.Json.JsonDocument.Parse(whole.ToArray());
        return document.RootElement.Clone();
    }
}
