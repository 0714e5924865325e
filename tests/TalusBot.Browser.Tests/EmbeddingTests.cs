using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>The chat on a page of another origin: under a strict policy, among strangers, and with nobody listening in.</summary>
[Collection(PageQuality.Name)]
public sealed class EmbeddingTests(BlogFixture browser)
{
    /// <summary>All that docs/web-quality.md asks a strict page to add.</summary>
    private string Policy =>
        $"default-src 'none'; script-src {browser.Address}; connect-src {browser.Address} {browser.Address.Replace("http:", "ws:", StringComparison.Ordinal)}; require-trusted-types-for 'script'";

    [Fact]
    public async Task Under_a_strict_policy_the_chat_answers_and_leads_to_the_very_sentence()
    {
        var page = await browser.NewPageAsync();
        var traffic = new Traffic(page);
        await page.GotoAsync(browser.Publish("/strict", policy: Policy));
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");

        await Assertions.Expect(page.Answers()).ToContainTextAsync("athletic tape");
        var article = await page.RunAndWaitForPopupAsync(() => page.Answers().Locator("a.source").First.ClickAsync());
        await Assertions.Expect(article.Locator("#c12")).ToBeInViewportAsync();
        Assert.StartsWith($"{browser.Address}/article/ankle-talus", article.Url, StringComparison.Ordinal);

        Assert.Empty(traffic.Errors);
        Assert.Equal([new Uri(browser.Address).Authority, new Uri(browser.Blog).Authority], traffic.Hosts.Order(StringComparer.Ordinal));
        Assert.Contains(traffic.Asked, url => url.StartsWith("ws:", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("script-src")]
    [InlineData("connect-src")]
    public async Task Each_of_the_additions_to_the_policy_is_needed(string directive)
    {
        var page = await browser.NewPageAsync();
        var policy = string.Join(';', Policy.Split(';').Where(part => !part.TrimStart().StartsWith(directive, StringComparison.Ordinal)));

        await page.RunAndWaitForConsoleMessageAsync(
            () => page.GotoAsync(browser.Publish("/stricter", "data-open", policy: policy)),
            new() { Predicate = line => line.Text.Contains("Content Security Policy", StringComparison.Ordinal) });

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_page_that_is_not_allowed_the_chat_says_so_and_stops_trying()
    {
        var stranger = browser.Publish("/stranger").Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        var page = await browser.NewPageAsync();
        var traffic = new Traffic(page);
        await page.GotoAsync(stranger);
        await page.Launcher().ClickAsync();

        await Assertions.Expect(page.Locator(".banner")).ToHaveTextAsync("This page may not use the chat yet. Its owner can allow it in the bot's settings.");
        await Assertions.Expect(page.Locator(".dots")).ToBeHiddenAsync();
        Assert.Single(traffic.Asked, url => url.EndsWith("/api/chat/token", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_article_with_an_open_chat_asks_nobody_but_the_bot()
    {
        var page = await browser.NewPageAsync();
        var traffic = new Traffic(page);
        await page.GotoAsync(browser.Address + "/article");
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await page.Answers().Locator("a.source").First.ClickAsync();

        await Assertions.Expect(page.Locator("#c12")).ToBeInViewportAsync();
        Assert.Equal([new Uri(browser.Address).Authority], traffic.Hosts);
        Assert.Contains(traffic.Asked, url => url.StartsWith("ws:", StringComparison.Ordinal));
        Assert.Empty(traffic.Errors);
        await page.Context.CloseAsync();
    }
}
