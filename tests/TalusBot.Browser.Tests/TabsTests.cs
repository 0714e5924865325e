using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>Two tabs of one site show one talk, live.</summary>
public sealed class TabsTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Talk = "JSON.parse(sessionStorage['talusbot.talk']).talk.id";

    [Fact]
    public async Task A_second_tab_joins_the_talk_and_both_show_what_either_says_once()
    {
        var first = await browser.OpenAsync();
        await first.OpenChatAsync();
        await first.AskAsync("what kind of tape?");
        await Assertions.Expect(first.Answers()).ToHaveCountAsync(1);

        var second = await OpenTabAsync(first);
        await second.Launcher().ClickAsync();
        await Assertions.Expect(second.Messages()).ToHaveCountAsync(3);
        Assert.Equal(await first.EvaluateAsync<string>(Talk), await second.EvaluateAsync<string>(Talk));

        await second.AskAsync("how long do I keep it on?");
        await ShowTheSameAsync(first, second, 5);
        await first.AskAsync("which tape should I buy?");
        await ShowTheSameAsync(first, second, 7);
        await second.ReloadAsync();
        await ShowTheSameAsync(first, second, 7);
    }

    [Fact]
    public async Task Tabs_that_begin_together_end_up_in_one_talk()
    {
        var first = await browser.OpenAsync();
        var second = await OpenTabAsync(first);

        await Task.WhenAll(first.Launcher().ClickAsync(), second.Launcher().ClickAsync());
        await Assertions.Expect(first.Messages()).ToHaveCountAsync(1);
        await Assertions.Expect(second.Messages()).ToHaveCountAsync(1);

        Assert.Equal(await first.EvaluateAsync<string>(Talk), await second.EvaluateAsync<string>(Talk));
    }

    [Fact]
    public async Task Clearing_the_chat_in_one_tab_clears_it_in_the_other_and_both_go_on_together()
    {
        var first = await browser.OpenAsync();
        await first.OpenChatAsync();
        await first.AskAsync("what kind of tape?");
        await Assertions.Expect(first.Answers()).ToHaveCountAsync(1);
        var second = await OpenTabAsync(first);
        await second.Launcher().ClickAsync();
        await Assertions.Expect(second.Messages()).ToHaveCountAsync(3);
        var cleared = await first.EvaluateAsync<string>(Talk);
        await second.Input().FillAsync("half a");

        await first.GetByRole(AriaRole.Button, new() { Name = "Chat menu" }).ClickAsync();
        await first.ShotAsync("menu");
        await first.GetByRole(AriaRole.Button, new() { Name = "Clear chat" }).ClickAsync();

        await Assertions.Expect(first.Messages()).ToHaveCountAsync(1);
        await Assertions.Expect(second.Messages()).ToHaveCountAsync(1);
        await Assertions.Expect(second.Input()).ToHaveValueAsync("");
        await second.AskAsync("how long do I keep the tape on?");
        await Assertions.Expect(first.Answers()).ToHaveCountAsync(1);
        await ShowTheSameAsync(first, second, 3);
        Assert.NotEqual(cleared, await first.EvaluateAsync<string>(Talk));
    }

    [Fact]
    public async Task What_was_cleared_is_never_shown_by_a_tab_whose_chat_was_not_open()
    {
        var first = await browser.OpenAsync();
        await first.OpenChatAsync();
        await first.AskAsync("what kind of tape?");
        await Assertions.Expect(first.Answers()).ToHaveCountAsync(1);
        var second = await OpenTabAsync(first);
        await second.Launcher().ClickAsync();
        await Assertions.Expect(second.Messages()).ToHaveCountAsync(3);
        await second.Launcher().ClickAsync();
        await second.ReloadAsync();

        await first.GetByRole(AriaRole.Button, new() { Name = "Chat menu" }).ClickAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Clear chat" }).ClickAsync();
        await Assertions.Expect(first.Messages()).ToHaveCountAsync(1);
        await second.EvaluateAsync("""
            window.shown = 0;
            const count = () => window.shown += document.querySelector('talus-bot').shadowRoot.querySelectorAll('.mine, .divider').length;
            new MutationObserver(count).observe(document.querySelector('talus-bot').shadowRoot, { childList: true, subtree: true });
            """);
        await second.OpenChatAsync();

        Assert.Equal(0, await second.EvaluateAsync<int>("window.shown"));
        await Assertions.Expect(second.Locator(".mine, .divider")).ToHaveCountAsync(0);
        Assert.DoesNotContain("what kind of tape?", await second.EvaluateAsync<string>("sessionStorage['talusbot.talk']"), StringComparison.Ordinal);
        await second.ReloadAsync();
        await Assertions.Expect(second.Messages()).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_talk_the_bot_no_longer_has_goes_and_one_whose_token_has_expired_stays_above_a_line()
    {
        foreach (var (status, kept) in ((int, int)[])[(404, 0), (403, 1)])
        {
            var page = await browser.OpenAsync();
            await page.OpenChatAsync();
            await page.AskAsync("what kind of tape?");
            await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
            await page.RouteAsync("**/v3/directline/conversations/*?watermark=*", route => route.FulfillAsync(new() { Status = status, Body = "{}" }), new() { Times = 1 });

            await page.ReloadAsync();

            await Assertions.Expect(page.Messages().Filter(new() { HasTextString = "Hello" })).ToHaveCountAsync(1 + kept);
            await Assertions.Expect(page.Locator(".mine")).ToHaveCountAsync(kept);
            await Assertions.Expect(page.Locator(".divider")).ToHaveCountAsync(kept);
        }
    }

    [Fact]
    public async Task The_focus_is_not_lost_when_another_tab_takes_the_suggested_replies_away()
    {
        var first = await browser.OpenAsync();
        await first.OpenChatAsync();
        await first.AskAsync("is it my calf or my talus?");
        await Assertions.Expect(first.Locator(".message.bot[data-outcome=guide]")).ToHaveCountAsync(1);
        var second = await OpenTabAsync(first);
        await second.Launcher().ClickAsync();
        await second.Locator(".chip").First.FocusAsync();

        await first.Locator(".chip", new() { HasTextString = "No" }).First.ClickAsync();

        await Assertions.Expect(second.Locator(".message.bot[data-outcome=guide]")).ToHaveCountAsync(2);
        await Assertions.Expect(second.GetByRole(AriaRole.Log)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Once_the_last_tab_is_closed_nothing_of_the_talk_is_left()
    {
        var first = await browser.OpenAsync();
        await first.OpenChatAsync();
        await first.AskAsync("what kind of tape?");
        await Assertions.Expect(first.Answers()).ToHaveCountAsync(1);
        var context = first.Context;
        await first.CloseAsync();

        var later = await context.NewPageAsync();
        await later.GotoAsync(browser.Address);
        Assert.Equal(0, await later.EvaluateAsync<int>("localStorage.length + sessionStorage.length + document.cookie.length"));
        await later.OpenChatAsync();
        await Assertions.Expect(later.Locator(".mine")).ToHaveCountAsync(0);
    }

    private static async Task<IPage> OpenTabAsync(IPage other)
    {
        var tab = await other.Context.NewPageAsync();
        await tab.GotoAsync(other.Url);
        await tab.Launcher().WaitForAsync();
        return tab;
    }

    private static async Task ShowTheSameAsync(IPage first, IPage second, int messages)
    {
        await Assertions.Expect(first.Messages()).ToHaveCountAsync(messages);
        await Assertions.Expect(second.Messages()).ToHaveCountAsync(messages);
        Assert.Equal(await first.Locator(".bubble, .body").AllTextContentsAsync(), await second.Locator(".bubble, .body").AllTextContentsAsync());
    }
}
