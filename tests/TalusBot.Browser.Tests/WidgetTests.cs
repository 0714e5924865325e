using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>The main job as a reader does it, in a real browser against the real program.</summary>
public sealed class WidgetTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_reader_asks_about_the_tape_and_sees_the_very_sentence_in_the_page()
    {
        var page = await browser.OpenAsync();
        await OpenChatAsync(page);

        await AskAsync(page, "what kind of tape?");

        var answer = page.Locator(".message.bot[data-outcome=answered]").Last;
        await Assertions.Expect(answer).ToContainTextAsync("athletic tape");
        await Assertions.Expect(answer).ToContainTextAsync("13 October 2020");
        await answer.Locator("a.source").First.ClickAsync();
        await Assertions.Expect(page.Locator("#c12")).ToBeInViewportAsync();
        var highlighted = await page.EvaluateAsync<string>("[...CSS.highlights.values()].flatMap(h => [...h]).map(r => r.toString()).join(' ')");
        Assert.Contains("athletic tape", highlighted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("How long should I keep the tape on?", "leave it on", "13 October 2020")]
    [InlineData("how soon does it get better?", "4-6 weeks", "12 June 2018")]
    public async Task The_other_main_questions_are_answered_on_a_phone_too(string question, string words, string date)
    {
        var page = await browser.OpenAsync(phone: true);
        await OpenChatAsync(page);

        await AskAsync(page, question);

        var answer = page.Locator(".message.bot[data-outcome=answered]").Last;
        await Assertions.Expect(answer).ToContainTextAsync(words);
        await Assertions.Expect(answer).ToContainTextAsync(date);
    }

    [Fact]
    public async Task Somebody_who_cannot_stand_on_the_foot_is_sent_to_a_doctor()
    {
        var page = await browser.OpenAsync();
        await OpenChatAsync(page);

        await AskAsync(page, "I twisted my ankle an hour ago and cannot put weight on it");

        var answer = page.Locator(".message.bot[data-outcome=safety]");
        await Assertions.Expect(answer).ToContainTextAsync("doctor");
        await Assertions.Expect(answer.Locator("a.source")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reload_keeps_the_talk_and_doubles_nothing()
    {
        var page = await browser.OpenAsync();
        await OpenChatAsync(page);
        await AskAsync(page, "what kind of tape?");
        await Assertions.Expect(page.Locator(".message.bot[data-outcome=answered]")).ToHaveCountAsync(1);

        await page.ReloadAsync();

        await Assertions.Expect(page.Locator(".message.mine")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".message.bot[data-outcome=answered]")).ToHaveCountAsync(1);
        await AskAsync(page, "how long do I keep it on?");
        await Assertions.Expect(page.Locator(".message.mine")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_word_before_the_welcome_has_come_stands_below_it()
    {
        var page = await browser.OpenAsync();
        await page.RouteAsync("**/api/chat/token", async route =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            await route.ContinueAsync();
        });
        await OpenChatAsync(page);

        await AskAsync(page, "what kind of tape?");

        await Assertions.Expect(page.Locator(".message.bot[data-outcome=answered]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".message")).ToContainTextAsync(["Hello, I am TalusBot", "what kind of tape?", "athletic tape"]);
    }

    private static async Task OpenChatAsync(IPage page)
    {
        await page.Locator("button[aria-expanded=false]").First.ClickAsync();
        await page.Locator("textarea").WaitForAsync();
    }

    private static async Task AskAsync(IPage page, string question)
    {
        await page.Locator("textarea").FillAsync(question);
        await page.Keyboard.PressAsync("Enter");
    }
}
