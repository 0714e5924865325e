using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>A maintainer at work, in a browser that runs no script in the console.</summary>
public sealed class ConsoleTests(ConsoleFixture browser) : IClassFixture<ConsoleFixture>
{
    private const string Question = "who painted the night watch?";
    private static readonly ColorScheme[] Lights = [ColorScheme.Light, ColorScheme.Dark];

    [Fact]
    public async Task A_question_without_an_answer_becomes_an_entry_that_answers_on_the_page_and_can_be_taken_back()
    {
        var reader = await browser.OpenAsync();
        await reader.OpenChatAsync();
        await reader.AskAsync(Question);
        await Assertions.Expect(reader.Locator(".message.bot[data-outcome=notCovered]")).ToHaveCountAsync(1);

        var maintainer = await SignedInAsync(BrowserFixture.Desktop());
        var waiting = maintainer.Locator("ol.cards > li").Filter(new() { HasText = Question });
        await waiting.GetByRole(AriaRole.Button, new() { Name = "Write an entry" }).ClickAsync();
        await maintainer.GetByLabel("Answer", new() { Exact = true }).FillAsync("Rembrandt did. [1]");
        await maintainer.GetByLabel("Sources", new() { Exact = true }).FillAsync("ankle-talus#c12: It’s nothing special.");
        await maintainer.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(maintainer.Locator(".answer")).ToContainTextAsync("Rembrandt did.", new() { Timeout = 120_000 });
        await Assertions.Expect(maintainer.Locator("summary").Filter(new() { HasText = "Newly answered" })).ToHaveTextAsync("Newly answered (1)");
        await Assertions.Expect(maintainer.Locator(".change")).ToContainTextAsync([Question]);
        await maintainer.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Assertions.Expect(maintainer.Locator(".notice")).ToContainTextAsync("Published.");

        // Who had asked is told in the same chat, and who asks now gets it at once.
        await Assertions.Expect(reader.Messages().Last).ToContainTextAsync("There is an answer now");
        await reader.AskAsync(Question);
        await Assertions.Expect(reader.Answers().Last).ToContainTextAsync("Rembrandt did.");
        await maintainer.GotoAsync(browser.Address + "/maintain/inbox");
        await Assertions.Expect(maintainer.Locator("main")).Not.ToContainTextAsync(Question);

        await maintainer.GotoAsync(browser.Address + "/maintain/entries/who-painted-the-night-watch");
        await maintainer.GetByRole(AriaRole.Button, new() { Name = "Unpublish" }).ClickAsync();
        await Assertions.Expect(maintainer.Locator(".notice")).ToContainTextAsync("Unpublished.");
        await reader.AskAsync(Question);
        await Assertions.Expect(reader.Messages().Last).ToHaveAttributeAsync("data-outcome", "notCovered");

        await maintainer.GetByRole(AriaRole.Link, new() { Name = "Versions" }).ClickAsync();
        await maintainer.GetByRole(AriaRole.Button, new() { Name = "Use version 1 again" }).ClickAsync();
        await Assertions.Expect(maintainer.Locator(".notice")).ToContainTextAsync("in use again");
        await reader.AskAsync(Question);
        await Assertions.Expect(reader.Messages().Last).ToContainTextAsync("Rembrandt did.");
        File.Delete(Path.Combine(browser.Knowledge, "entries", "who-painted-the-night-watch.md"));
    }

    [Theory]
    [InlineData("/maintain/inbox")]
    [InlineData("/maintain/entries")]
    [InlineData("/maintain/entries/new")]
    [InlineData("/maintain/entries/which-tape")]
    [InlineData("/maintain/entries/which-tape/versions")]
    [InlineData("/maintain/judging")]
    [InlineData("/maintain/passages")]
    [InlineData("/maintain/numbers")]
    [InlineData("/maintain/files")]
    [InlineData("/maintain/talks")]
    [InlineData("/maintain/history")]
    [InlineData("/maintain/nothing")]
    public async Task A_room_is_clean_and_fits_on_a_phone(string path)
    {
        foreach (var light in Lights)
        {
            foreach (var kind in (BrowserNewContextOptions[])[BrowserFixture.Desktop(), BrowserFixture.Phone()])
            {
                kind.ColorScheme = light;
                kind.BypassCSP = true;
                var page = await SignedInAsync(kind);
                await page.GotoAsync(browser.Address + path);
                await page.AssertCleanAsync(chat: false, $"{path}, {light}, {kind.ViewportSize!.Width} px");
                Assert.Equal(kind.ViewportSize.Width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                await page.ShotAsync($"console{path.Replace('/', '-')}-{light}-{kind.ViewportSize.Width}".ToLowerInvariant());
                await page.Context.CloseAsync();
            }
        }
    }

    [Fact]
    public async Task The_sign_in_is_clean()
    {
        var page = await browser.OpenAsync(new(BrowserFixture.Phone()) { BypassCSP = true }, "/maintain/sign-in");
        await page.AssertCleanAsync(chat: false, "sign-in");
    }

    /// <summary>Signed in once for all, as somebody who comes back: signing in again and again is slowed down.</summary>
    private async Task<IPage> SignedInAsync(BrowserNewContextOptions kind)
    {
        kind.StorageState = await browser.SignedInAsync();
        var page = await browser.OpenAsync(kind, "/maintain");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Inbox");
        return page;
    }
}
