using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>What a reader does about a reply: thumbs, a reason, a question for the maintainers, a comment for the blog.</summary>
public sealed class FeedbackTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Answered = ".message.bot[data-outcome=answered]";
    private const string Missing = ".message.bot[data-outcome=notCovered]";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thumb_is_thanked_for_below_the_answer_survives_a_reload_and_can_be_taken_back(bool phone)
    {
        var page = await OpenAsync("what kind of tape?", phone);
        var answer = page.Locator(Answered).Last;
        var helpful = answer.GetByRole(AriaRole.Button, new() { Name = "Helpful", Exact = true });
        await helpful.ClickAsync();

        await Assertions.Expect(answer.Locator(".note")).ToHaveTextAsync("Thank you, that helps.");
        await Assertions.Expect(page.Locator(".announcer p", new() { HasText = "Thank you, that helps." })).ToHaveCountAsync(1);
        await Assertions.Expect(helpful).ToHaveAttributeAsync("aria-pressed", "true");
        foreach (var button in await answer.Locator(".act:visible").AllAsync())
        {
            Assert.True((await button.BoundingBoxAsync())!.Height >= 44);
        }

        await page.ReloadAsync();
        await ShowAsync(page);
        await Assertions.Expect(helpful).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(3);

        await helpful.ClickAsync();
        await Assertions.Expect(answer.Locator(".note")).ToHaveTextAsync("Taken back.");
        await Assertions.Expect(helpful).ToHaveAttributeAsync("aria-pressed", "false");
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Only_with_the_keyboard_an_answer_is_found_unhelpful_and_a_reason_given()
    {
        var page = await OpenAsync("what kind of tape?");
        var answer = page.Locator(Answered).Last;
        var unhelpful = answer.GetByRole(AriaRole.Button, new() { Name = "Not helpful" });

        await page.Locator("textarea").FocusAsync();
        for (var steps = 0; steps < 20 && !await IsFocusedAsync(unhelpful); steps++)
        {
            await page.Keyboard.PressAsync("Shift+Tab");
        }

        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(answer.Locator(".note")).ToContainTextAsync("Thank you for telling us.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Which width?");
        await page.ScreenshotAsync(new() { Path = Shot("reason") });
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(answer.Locator("form")).ToBeHiddenAsync();
        await Assertions.Expect(unhelpful).ToBeFocusedAsync();
        await Assertions.Expect(unhelpful).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.Locator(".announcer p", new() { HasText = "Thank you for telling us." })).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Thumbs_are_rebuilt_from_the_log_where_the_page_remembers_nothing()
    {
        var page = await OpenAsync("what kind of tape?");
        var answer = page.Locator(Answered).Last;
        await answer.GetByRole(AriaRole.Button, new() { Name = "Not helpful" }).ClickAsync();
        await Assertions.Expect(answer.Locator(".note")).ToContainTextAsync("Thank you");

        await page.EvaluateAsync("const kept = JSON.parse(sessionStorage['talusbot.talk']); delete kept.talk.watermark; kept.messages = []; sessionStorage['talusbot.talk'] = JSON.stringify(kept)");
        await page.ReloadAsync();
        await ShowAsync(page);

        await Assertions.Expect(answer.GetByRole(AriaRole.Button, new() { Name = "Not helpful" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(3);
        await Assertions.Expect(answer.Locator(".note")).ToBeEmptyAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_question_without_an_answer_is_sent_to_the_maintainers_or_copied_as_a_comment(bool phone)
    {
        var page = await OpenAsync("who wrote hamlet", phone);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var reply = page.Locator(Missing).Last;

        await reply.GetByRole(AriaRole.Button, new() { Name = "Copy a comment for the blog" }).ClickAsync();
        await Assertions.Expect(reply.Locator(".note")).ToContainTextAsync("Copied.");
        Assert.Contains("who wrote hamlet", await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);

        await reply.GetByRole(AriaRole.Button, new() { Name = "Send to the maintainers" }).ClickAsync();
        await Assertions.Expect(page.Locator(".message.bot[data-outcome=done]")).ToContainTextAsync("I have sent your question");
        var sent = reply.GetByRole(AriaRole.Button, new() { Name = "Sent to the maintainers" });
        await Assertions.Expect(sent).ToHaveAttributeAsync("aria-disabled", "true");
        await page.EmulateMediaAsync(new() { ColorScheme = phone ? ColorScheme.Dark : ColorScheme.Light });
        await page.ScreenshotAsync(new() { Path = Shot(phone ? "sent-phone" : "sent") });

        await page.ReloadAsync();
        await ShowAsync(page);
        await Assertions.Expect(sent).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task What_could_not_be_sent_is_shown_as_not_sent()
    {
        var page = await OpenAsync("what kind of tape?");
        var answer = page.Locator(Answered).Last;
        await page.RouteAsync("**/activities", route => route.AbortAsync());

        var helpful = answer.GetByRole(AriaRole.Button, new() { Name = "Helpful", Exact = true });
        await helpful.ClickAsync();

        await Assertions.Expect(answer.Locator(".note")).ToHaveTextAsync("Not sent.");
        await Assertions.Expect(helpful).ToHaveAttributeAsync("aria-pressed", "false");
    }

    /// <summary>For people to look at after a change of the look.</summary>
    private static string Shot(string name) => Path.Combine(AppContext.BaseDirectory, "screenshots", name + ".png");

    private static Task<bool> IsFocusedAsync(ILocator element) => element.EvaluateAsync<bool>("element => element.getRootNode().activeElement === element");

    private async Task<IPage> OpenAsync(string question, bool phone = false)
    {
        var page = await browser.OpenAsync(phone);
        await ShowAsync(page);
        await page.Locator("textarea").FillAsync(question);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(3);
        return page;
    }

    /// <summary>Opens the chat where it is not open.</summary>
    private static async Task ShowAsync(IPage page)
    {
        await page.Locator("talus-bot").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (!await page.Locator("textarea").IsVisibleAsync() && await page.EvaluateAsync<string?>("sessionStorage['talusbot.open'] ?? null") != "1")
        {
            await page.Locator("button[aria-expanded=false]").First.ClickAsync();
        }

        await page.Locator("textarea").WaitForAsync();
    }
}
