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
    public async Task What_was_typed_offline_goes_out_in_its_order_one_after_another()
    {
        string[] questions = ["what kind of tape?", "how soon does it get better?", "how long do I keep it on?"];
        var page = await browser.OpenAsync();
        await page.OpenChatAsync();
        await page.Context.SetOfflineAsync(true);
        foreach (var (index, question) in questions.Index())
        {
            await page.AskAsync(question);
            await Assertions.Expect(page.Locator(".mine[data-state=unsent]")).ToHaveCountAsync(index + 1);
        }

        var posted = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await page.RouteAsync("**/activities", async route =>
        {
            posted.Enqueue(route.Request.PostDataJSON()!.Value.GetProperty("text").GetString()!);
            if (posted.Count == 1)
            {
                await Assertions.Expect(page.Locator(".mine[data-state=sending]")).ToHaveCountAsync(1);
                await Assertions.Expect(page.Locator(".mine[data-state=unsent]")).ToHaveCountAsync(2);
            }

            // The second is refused once: the third waits for it.
            await (posted.Count == 2 ? route.AbortAsync() : route.ContinueAsync());
        });
        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(page.Locator(".mine[data-state=sent]")).ToHaveCountAsync(3);
        Assert.Equal([questions[0], questions[1], questions[1], questions[2]], posted);
    }

    [Fact]
    public async Task One_activity_that_cannot_be_shown_does_not_stop_the_others()
    {
        var page = await browser.NewPageAsync();
        await page.RouteWebSocketAsync("**/stream?*", socket =>
        {
            var bot = socket.ConnectToServer();
            bot.OnMessage(frame => socket.Send((frame.Text ?? "").Replace(
                "\"activities\":[", "\"activities\":[{\"type\":\"message\",\"suggestedActions\":{\"actions\":5}},{\"type\":\"message\",\"text\":5},", StringComparison.Ordinal)));
        });
        await page.GotoAsync(browser.Address);
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");

        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.ReloadAsync();
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
