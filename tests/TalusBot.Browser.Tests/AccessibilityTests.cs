using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>Nothing for axe-core to complain about, in light and dark, on a desk and on a phone.</summary>
[Collection(PageQuality.Name)]
public sealed class AccessibilityTests(BlogFixture browser)
{
    private static readonly ColorScheme[] Lights = [ColorScheme.Light, ColorScheme.Dark];

    [Theory]
    [InlineData("/article")]
    [InlineData("/article/nothing")]
    [InlineData("/embed")]
    [InlineData("/ask")]
    [InlineData("/ask?q=what+kind+of+tape%3F")]
    [InlineData("/ask?q=is+it+my+calf+or+my+talus%3F")]
    [InlineData("/ask?q=I+twisted+my+ankle+an+hour+ago+and+cannot+put+weight+on+it")]
    [InlineData("/ask?q=who+wrote+hamlet")]
    public Task A_page_is_clean(string path) => CleanAsync(path, chat: false, page => Task.CompletedTask);

    [Theory]
    [InlineData("what kind of tape?", "answered")]
    [InlineData("is it my calf or my talus?", "guide")]
    [InlineData("I twisted my ankle an hour ago and cannot put weight on it", "safety")]
    [InlineData("who wrote hamlet", "notCovered")]
    public Task The_chat_is_clean(string question, string outcome) => CleanAsync("/article", chat: true, async page =>
    {
        await page.OpenChatAsync();
        await page.AskAsync(question);
        await page.Locator($".message.bot[data-outcome={outcome}]").WaitForAsync();
    });

    [Fact]
    public Task A_talk_without_a_script_is_clean() => CleanAsync("/ask", chat: false, async page =>
    {
        foreach (var (question, answer) in ((string, string)[])[("what kind of tape?", "athletic tape"), ("is it my calf or my talus?", "Did you hurt this ankle")])
        {
            await page.Locator("main form input[name=q]").FillAsync(question);
            await page.Locator("main form input[name=q]").PressAsync("Enter");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(answer);
        }
    });

    [Fact]
    public Task The_chat_is_clean_with_its_menu_open_and_a_reason_asked_for() => CleanAsync("/article", chat: true, async page =>
    {
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Not helpful" }).ClickAsync();
        await page.Answers().Locator("form").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Chat menu" }).ClickAsync();
        await page.GetByText("Clear chat").WaitForAsync();
    });

    [Fact]
    public async Task A_fault_inside_the_chat_would_be_seen()
    {
        var page = await browser.OpenAsync(BrowserFixture.Desktop(), "/article");
        await page.OpenChatAsync();
        await page.Input().EvaluateAsync("input => { input.removeAttribute('aria-label'); input.removeAttribute('placeholder'); input.labels?.forEach((label) => label.remove()); }");

        Assert.Contains((await Axe.CheckAsync(page)).Wrong, fault => fault.Contains("textarea", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private async Task CleanAsync(string path, bool chat, Func<IPage, Task> reach)
    {
        foreach (var phone in (bool[])[false, true])
        {
            var kind = phone ? BrowserFixture.Phone() : BrowserFixture.Desktop();
            kind.ReducedMotion = ReducedMotion.Reduce;
            var page = await browser.OpenAsync(kind, path);
            await page.Locator("main").WaitForAsync();
            await reach(page);
            foreach (var light in Lights)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = light });
                await page.AssertCleanAsync(chat, $"{path} {light} {(phone ? "phone" : "desktop")}");
            }

            await page.Context.CloseAsync();
        }
    }
}
