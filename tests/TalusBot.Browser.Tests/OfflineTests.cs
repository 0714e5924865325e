using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>The reader's network goes away and comes back.</summary>
public sealed class OfflineTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task What_is_sent_offline_is_shown_as_not_sent_and_goes_out_once_when_the_network_is_back()
    {
        var page = await browser.OpenAsync(phone: true);
        await page.OpenChatAsync();

        await page.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator(".banner")).ToHaveTextAsync("You are offline. What you send goes out as soon as you are back.");
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Locator(".mine[data-state=unsent]")).ToContainTextAsync("Not sent.");
        await page.ShotAsync("offline");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mine[data-state=unsent]")).ToHaveCountAsync(1);
        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".mine[data-state=sent]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".banner")).ToBeHiddenAsync();
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_message_whose_receipt_was_lost_is_sent_again_and_answered_once()
    {
        var page = await browser.OpenAsync();
        await page.OpenChatAsync();
        var sent = 0;
        await page.RouteAsync("**/activities", async route =>
        {
            if (Interlocked.Increment(ref sent) == 1)
            {
                await route.FetchAsync();
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });

        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.AskAsync("how soon does it get better?");

        await Assertions.Expect(page.Answers()).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".mine[data-state=sent]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task A_chat_that_could_not_be_loaded_is_loaded_by_the_next_press()
    {
        var page = await browser.OpenAsync();
        await page.RouteAsync("**/widget.js*", route => route.AbortAsync(), new() { Times = 2 });

        await page.Launcher().ClickAsync();
        await Assertions.Expect(page.Launcher()).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("could not be loaded, try again$"));
        await page.UnrouteAllAsync();
        await page.OpenChatAsync();

        await Assertions.Expect(page.Launcher()).Not.ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("could not be loaded"));
    }
}
