using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>The bot is killed in the middle of a talk and comes back on its old address and file.</summary>
public sealed class RestartTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_talk_goes_on_after_the_bot_was_killed_with_nothing_lost_or_doubled()
    {
        var page = await browser.OpenAsync();
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(browser.Address);
        await other.Launcher().ClickAsync();
        await Assertions.Expect(other.Messages()).ToHaveCountAsync(3);

        await browser.KillBotAsync();
        await page.AskAsync("how soon does it get better?");
        await Assertions.Expect(page.Locator(".mine[data-state=unsent]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".banner")).ToHaveTextAsync("The bot cannot be reached. Trying again…");
        await page.ShotAsync("banner-down");
        await browser.StartBotAsync();

        foreach (var tab in (IPage[])[page, other])
        {
            await Assertions.Expect(tab.Messages()).ToHaveCountAsync(5, new() { Timeout = 60_000 });
            await Assertions.Expect(tab.Locator(".banner")).ToBeHiddenAsync();
            await Assertions.Expect(tab.Messages()).ToContainTextAsync(["Hello", "what kind of tape?", "athletic tape", "how soon", "4-6 weeks"]);
            await Assertions.Expect(tab.Locator(".mine[data-state=sent]")).ToHaveCountAsync(2);
        }
    }

    [Fact]
    public async Task What_the_bot_took_and_had_not_answered_when_it_was_killed_is_answered_once()
    {
        var page = await browser.OpenAsync();
        await page.OpenChatAsync();

        // The page never hears that its message was taken, so it sends it again.
        await page.RouteAsync("**/activities", async route =>
        {
            await route.FetchAsync();
            await browser.KillBotAsync();
            await route.AbortAsync();
        }, new() { Times = 1 });
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Locator("talus-bot")).ToHaveAttributeAsync("data-state", "down");
        await browser.StartBotAsync();

        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".mine[data-state=sent]")).ToHaveCountAsync(1);
        await page.AskAsync("how soon does it get better?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(2);
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(5);
    }
}
