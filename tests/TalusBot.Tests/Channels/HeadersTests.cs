using System.IO.Compression;
using System.Net;
using System.Text;

namespace TalusBot.Tests.Channels;

/// <summary>What browsers are told about everything we send, whatever it is.</summary>
public sealed class HeadersTests(HeadersTests.Bot bot) : IClassFixture<HeadersTests.Bot>
{
    private const string Friend = "https://blog.example";
    private const string Stranger = "https://stranger.example";

    /// <summary>Pages, files, answers, refusals and errors, with the status each of them has.</summary>
    public static TheoryData<string, string, string, int> Kinds => new()
    {
        { "GET", "/article/ankle-talus", "text/html", 200 },
        { "GET", "/", "text/html", 302 },
        { "GET", "/article/nothing", "text/html", 404 },
        { "GET", "/nothing", "text/html", 404 },
        { "GET", "/nothing", "application/json", 404 },
        { "GET", "/ask", "text/html", 200 },
        { "GET", "/ask?q=which+tape", "text/html", 200 },
        { "GET", "/embed", "text/html", 200 },
        { "GET", "/openapi.json", "*/*", 200 },
        { "POST", "/api/ask", "*/*", 400 },
        { "GET", "/embed.js", "*/*", 200 },
        { "GET", "/widget.js", "*/*", 200 },
        { "GET", "/article.css", "*/*", 200 },
        { "GET", "/favicon.svg", "*/*", 200 },
        { "HEAD", "/embed.js", "*/*", 200 },
        { "GET", "/health", "*/*", 200 },
        { "POST", "/health", "*/*", 405 },
        { "POST", "/api/chat/token", "*/*", 403 },
        { "POST", "/v3/directline/conversations", "*/*", 401 },
        { "POST", "/v3/directline/tokens/generate", "*/*", 401 },
        { "GET", "/v3/directline/conversations/none/stream", "*/*", 403 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_of_response_has_the_security_headers(string method, string path, string accept, int status)
    {
        using var response = await SendAsync(method, path, accept);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith("default-src 'none'; script-src 'self';", One(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", One(response, "X-Content-Type-Options"));
        Assert.Equal("strict-origin-when-cross-origin", One(response, "Referrer-Policy"));
        Assert.NotEmpty(One(response, "Permissions-Policy"));
        Assert.NotEmpty(One(response, "Cache-Control"));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Every_text_is_compressed_where_that_is_asked_for(string coding)
    {
        foreach (var path in (string[])["/article/ankle-talus", "/embed.js", "/widget.js", "/widget/style.js", "/article.css", "/favicon.svg", "/embed", "/openapi.json", "/health", "/nothing"])
        {
            using var response = await SendAsync("GET", path, "text/html", ("Accept-Encoding", coding));

            Assert.Equal(coding, Assert.Single(response.Content.Headers.ContentEncoding));
            Assert.Contains("Accept-Encoding", response.Headers.Vary);
            using var plain = await SendAsync("GET", path, "text/html");
            Assert.Equal(await plain.Content.ReadAsStringAsync(), await UnzippedAsync(response, coding));
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task So_is_an_answer_on_a_page(string coding)
    {
        using var response = await SendAsync("GET", "/ask?q=which+tape", "text/html", ("Accept-Encoding", coding));

        Assert.Equal(coding, Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.Contains("athletic tape", await UnzippedAsync(response, coding), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_compressed()
    {
        using var response = await SendAsync("GET", "/embed.js", "*/*");

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("Authorization", "Bearer nobody", "/health", false)]
    [InlineData("Cookie", "session=1", "/health", false)]
    [InlineData("Cookie", "session=1", "/embed.js", true)]
    [InlineData("Accept-Language", "en", "/health", true)]
    public async Task Over_https_no_answer_to_somebody_known_betrays_its_words_by_its_size(string header, string value, string path, bool compressed)
    {
        using var response = await SendAsync("GET", path, "*/*", ("Accept-Encoding", "gzip"), (header, value), ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"));

        Assert.Equal(compressed, response.Content.Headers.ContentEncoding.Count == 1);
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        using var first = await SendAsync("GET", "/widget.js", "*/*", ("Accept-Encoding", "br"));
        using var second = await SendAsync("GET", "/widget.js", "*/*", ("Accept-Encoding", "br"), ("If-None-Match", $"{first.Headers.ETag}"));

        Assert.Equal("no-cache", One(first, "Cache-Control"));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("nosniff", One(second, "X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/api/chat/token", "POST")]
    [InlineData("/v3/directline/session/getsessionid", "GET")]
    public async Task Tokens_and_talks_are_kept_by_nobody_on_the_way(string path, string method)
    {
        using var response = await SendAsync(method, path, "*/*", ("Origin", Friend));

        Assert.Equal("no-store", One(response, "Cache-Control"));
    }

    [Fact]
    public async Task The_widgets_files_may_be_used_by_any_page_and_say_that_they_differ_by_origin()
    {
        using var friend = await SendAsync("GET", "/widget.js", "*/*", ("Origin", Friend));
        using var stranger = await SendAsync("GET", "/widget.js", "*/*", ("Origin", Stranger));

        Assert.Equal(Friend, One(friend, "Access-Control-Allow-Origin"));
        Assert.Equal("*", One(stranger, "Access-Control-Allow-Origin"));
        Assert.False(stranger.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Contains("Origin", stranger.Headers.Vary);
        Assert.Equal("cross-origin", One(stranger, "Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task A_stranger_may_read_why_he_gets_no_token_and_nothing_else()
    {
        using var token = await SendAsync("POST", "/api/chat/token", "*/*", ("Origin", Stranger));
        using var start = await SendAsync("POST", "/v3/directline/conversations", "*/*", ("Origin", Stranger));
        using var health = await SendAsync("GET", "/health", "*/*", ("Origin", Stranger));

        Assert.Equal("*", One(token, "Access-Control-Allow-Origin"));
        Assert.Contains("OriginNotAllowed", await token.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(start.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(health.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static string One(HttpResponseMessage response, string header) => Assert.Single(response.Headers.GetValues(header));

    private static async Task<string> UnzippedAsync(HttpResponseMessage response, string coding)
    {
        await using var zipped = await response.Content.ReadAsStreamAsync();
        await using Stream plain = coding == "br" ? new BrotliStream(zipped, CompressionMode.Decompress) : new GZipStream(zipped, CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string accept, params IEnumerable<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers.Append(("Accept", accept)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return bot.Direct.SendAsync(request);
    }

    /// <summary>A bot behind a reverse proxy, and a client that shows what travels: it follows no redirect and unzips nothing.</summary>
    public sealed class Bot : IAsyncLifetime
    {
        private RunningBot? running;

        public HttpClient Direct { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            running = await RunningBot.StartAsync(settings: [$"DirectLine:AllowedOrigins:0={Friend}", "Web:TrustedProxies:0=127.0.0.1"]);
            Direct = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(running.Address) };
        }

        public async Task DisposeAsync()
        {
            Direct.Dispose();
            await running!.DisposeAsync();
        }
    }
}
