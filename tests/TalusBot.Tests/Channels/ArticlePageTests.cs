using System.IO.Compression;
using System.Net;

namespace TalusBot.Tests.Channels;

public sealed class ArticlePageTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/article")]
    [InlineData("/article/ankle-talus")]
    public async Task Every_way_leads_to_the_article_with_an_anchor_a_comment(string path)
    {
        await using var bot = await RunningBot.StartAsync();
        var page = await bot.Http.GetStringAsync(path);

        Assert.Contains("id=\"c12\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"p7\"", page, StringComparison.Ordinal);
        Assert.Contains("Yep, you can leave it on.", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("/embed.js", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_the_page_to_itself()
    {
        await using var bot = await RunningBot.StartAsync();
        using var page = await bot.Http.GetAsync("/article/ankle-talus");

        Assert.Contains("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(page.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/embed.js", "text/javascript")]
    [InlineData("/article.css", "text/css")]
    public async Task The_widgets_files_travel_with_the_program(string path, string type)
    {
        await using var bot = await RunningBot.StartAsync();
        using var file = await bot.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal(type, file.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public void The_widget_is_small_enough_for_a_slow_line()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var loader = Zipped(Path.Combine(root, "embed.js"));
        var whole = loader + Zipped(Path.Combine(root, "widget.js")) + Directory.EnumerateFiles(Path.Combine(root, "widget")).Sum(Zipped);

        Assert.InRange(loader, 1, 3 * 1024);
        Assert.InRange(whole, 1, 25 * 1024);
    }

    [Fact]
    public async Task The_article_leads_to_the_page_without_JavaScript()
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/");

        Assert.Equal("/ask", browser.Page.QuerySelector("main noscript a")!.GetAttribute("href"));
        Assert.Contains(browser.Page.QuerySelectorAll("footer a"), link => link.GetAttribute("href") == "/ask");
    }

    [Fact]
    public async Task An_unknown_article_is_told_so()
    {
        await using var bot = await RunningBot.StartAsync();
        using var page = await bot.Http.GetAsync("/article/nothing");

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    private static int Zipped(string file)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(file));
        }

        return (int)zipped.Length;
    }
}
