using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace TalusBot.Tests.Security;

/// <summary>Requests that no browser sends: without end, packed, swollen, or of a protocol that tires the server.</summary>
public sealed partial class StrangeRequestsTests
{
    [Theory]
    [InlineData("/api/ask")]
    [InlineData("/ask")]
    [InlineData("/api/messages")]
    public async Task A_body_in_pieces_without_end_is_cut_off_at_the_limit(string path)
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:BodyBytes=4096");
        using var endless = await RawConnection.OpenAsync(bot.Address);
        var type = path == "/ask" ? "application/x-www-form-urlencoded" : "application/json";
        await endless.SayAsync($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var piece = 0; piece < 20; piece++)
        {
            await endless.SayAsync($"400\r\n{new string('a', 0x400)}\r\n");
        }

        Assert.StartsWith("HTTP/1.1 413", await endless.HearUntilAsync("\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_first_whether_a_body_may_come_hears_no_before_it_is_sent()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:BodyBytes=4096");
        using var polite = await RawConnection.OpenAsync(bot.Address);
        await polite.SayAsync("POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", await polite.HearUntilAsync("\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/ask")]
    [InlineData("/api/messages")]
    public async Task A_packed_body_is_not_unpacked(string path)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes($$"""{"question":"{{new string('a', 50_000_000)}}"}"""));
        }

        await using var bot = await RunningBot.StartAsync();
        using var body = new ByteArrayContent(packed.ToArray());
        body.Headers.Add("Content-Type", "application/json");
        body.Headers.Add("Content-Encoding", "gzip");
        using var answer = await bot.Http.PostAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Brackets_without_end_are_refused()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 60_000));
        using var asked = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":{{deep}}""");
        using var posted = await talk.PostAsync($$"""{"type":"message","from":{"id":"r"},"value":{{deep}}""");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (asked.StatusCode, posted.StatusCode));
    }

    [Theory]
    [InlineData(101, 1, "HTTP/1.1 431")]
    [InlineData(40, 1000, "HTTP/1.1 431")]
    public async Task A_head_with_too_many_or_too_long_fields_is_refused(int fields, int length, string status)
    {
        await using var bot = await RunningBot.StartAsync();
        using var swollen = await RawConnection.OpenAsync(bot.Address);
        var more = string.Concat(Enumerable.Range(0, fields).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-{i}: {new string('a', length)}\r\n")));
        await swollen.SayAsync($"GET /health HTTP/1.1\r\nHost: localhost\r\n{more}\r\n");

        Assert.StartsWith(status, await swollen.HearAllAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_refused()
    {
        await using var bot = await RunningBot.StartAsync();
        using var swollen = await RawConnection.OpenAsync(bot.Address);
        await swollen.SayAsync($"GET /ask?q={new string('a', 70_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414", await swollen.HearAllAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /maintain HTTP/1.1\r\nHost: localhost\r\n\r\n", "200")]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "400")]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere\r\n\r\n", "400")]
    [InlineData("GET /health HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Folded: one\r\n two\r\n\r\n", "400")]
    public async Task A_request_that_two_servers_could_read_differently_gets_no_second_answer(string request, string status)
    {
        await using var bot = await RunningBot.StartAsync();
        using var smuggler = await RawConnection.OpenAsync(bot.Address);
        await smuggler.SayAsync(request);

        Assert.Equal(status, Status().Match(await smuggler.HearAllAsync()).Groups[1].Value);
    }

    [Fact]
    public async Task Streams_that_are_opened_and_taken_back_without_pause_end_their_connection()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Kestrel:EndpointDefaults:Protocols=Http2");
        using var restless = await RawConnection.OpenAsync(bot.Address);
        await restless.SayAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        await restless.SayAsync(Frame(type: 4, flags: 0, stream: 0, []));

        // GET http://localhost/health as HPACK: 2 and 6 of its table, then path and authority in letters.
        byte[] head = [0x82, 0x86, 0x04, 7, .. "/health"u8, 0x01, 9, .. "localhost"u8];
        var flood = new List<byte>();
        for (var stream = 1; stream < 4_000; stream += 2)
        {
            flood.AddRange(Frame(type: 1, flags: 5, stream, head));
            flood.AddRange(Frame(type: 3, flags: 0, stream, [0, 0, 0, 8]));
        }

        await restless.SayAsync(flood.ToArray());

        // Its goodbye (GOAWAY, ENHANCE_YOUR_CALM) may be lost behind what we did not stop saying; the end of the connection is not.
        await restless.HearAllAsync();
        using var other = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        Assert.Equal("GET", (await other.GetAsync(new Uri(bot.Address + "/health"))).RequestMessage!.Method.Method);
    }

    [Fact]
    public async Task A_host_name_longer_than_any_is_refused_and_kept_nowhere()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"), settings: "DirectLine:AllowedOrigins:0=https://blog.example");
        using var named = await RawConnection.OpenAsync(bot.Address);
        await named.SayAsync($"POST /api/ask HTTP/1.1\r\nHost: {new string('a', 10_000)}\r\nContent-Type: application/json\r\nContent-Length: 32\r\nConnection: close\r\n\r\n{{\"question\":\"what kind of tape\"}}");

        Assert.StartsWith("HTTP/1.1 400", await named.HearAllAsync(), StringComparison.Ordinal);
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT id FROM conversation"));
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] body) =>
        [0, (byte)(body.Length >> 8), (byte)body.Length, type, flags, (byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, .. body];

    [GeneratedRegex(@"\AHTTP/1\.1 ([0-9]{3})(?![\s\S]*HTTP/1\.1)")]
    private static partial Regex Status();
}
