using System.Net;

namespace TalusBot.Tests.Channels;

public sealed class PageHeadersTests
{
    [Theory]
    [InlineData("/article/ankle-talus", 200)]
    [InlineData("/", 302)]
    [InlineData("/ask", 200)]
    [InlineData("/ask?q=what%20kind%20of%20tape", 200)]
    [InlineData("/ask?talk=nonsense", 410)]
    [InlineData("/embed", 200)]
    [InlineData("/article/nothing", 404)]
    [InlineData("/article.css", 200)]
    [InlineData("/embed.js", 200)]
    [InlineData("/openapi.json", 200)]
    [InlineData("/health", 200)]
    [InlineData("/api/ask", 405)]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path, int status)
    {
        await using var bot = await RunningBot.StartAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(bot.Address) };
        foreach (var accept in (string[])["text/html", "application/json"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept", accept);
            using var answer = await http.SendAsync(request);

            Assert.Equal(status, (int)answer.StatusCode);
            IsGuarded(answer);
        }
    }

    [Theory]
    [InlineData("/", 302)]
    [InlineData("/article", 302)]
    [InlineData("/article/ankle-talus", 200)]
    [InlineData("/article/nothing", 404)]
    [InlineData("/ask", 200)]
    [InlineData("/ask?q=should%20I%20use%20heat%20or%20ice", 200)]
    [InlineData("/ask?talk=nonsense", 410)]
    [InlineData("/embed", 200)]
    public async Task Asking_for_the_head_of_a_page_is_answered_like_the_page_and_keeps_nothing(string path, int status)
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(bot.Address) };
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await http.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT id FROM conversation"));
    }

    [Fact]
    public async Task Refusals_before_any_page_say_it_too()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:RequestsPerMinute=10");
        using var stranger = new HttpRequestMessage(HttpMethod.Get, "/ask");
        stranger.Headers.Add("X-Forwarded-For", "203.0.113.1");
        using var refused = await bot.Http.SendAsync(stranger);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        IsGuarded(refused);

        HttpStatusCode status;
        do
        {
            using var answer = await bot.Http.GetAsync("/health");
            IsGuarded(answer);
            status = answer.StatusCode;
        }
        while (status is HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
    }

    [Fact]
    public async Task Pages_with_somebodys_words_are_kept_by_no_cache_and_no_search_engine()
    {
        await using var bot = await RunningBot.StartAsync();
        using var page = await bot.Http.GetAsync("/ask?q=what%20kind%20of%20tape");

        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.Equal("noindex, nofollow", Assert.Single(page.Headers.GetValues("X-Robots-Tag")));
    }

    private static void IsGuarded(HttpResponseMessage answer)
    {
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        foreach (var rule in (string[])["default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
        {
            Assert.Contains(rule, policy, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("strict-origin-when-cross-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.Contains("Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }
}
