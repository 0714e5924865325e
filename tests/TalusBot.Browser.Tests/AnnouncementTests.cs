using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>What a screen reader is told: every line that comes into a live region, in order.</summary>
public sealed class AnnouncementTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    /// <summary>Collects what is added below live elements, as assistive technology does; the shadow root is open.</summary>
    private const string Listen = """
        window.heard = [];
        new MutationObserver((_, once) => {
          const root = document.querySelector('talus-bot')?.shadowRoot;
          if (!root) return;
          once.disconnect();
          new MutationObserver((changes) => {
            for (const { target, addedNodes } of changes) {
              const near = (target.nodeType === 1 ? target : target.parentElement).closest('[aria-live], [role=log], [role=status], [role=alert]');
              if (near && near.getAttribute('aria-live') !== 'off') window.heard.push(...[...addedNodes].map((node) => node.textContent));
            }
          }).observe(root, { childList: true, subtree: true, characterData: true });
        }).observe(document, { childList: true, subtree: true });
        """;

    [Fact]
    public async Task Each_message_is_told_once_with_its_sources_and_its_suggested_replies_counted()
    {
        var page = await OpenAsync();
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.AskAsync("is it my calf or my talus?");
        await Assertions.Expect(page.Locator(".message.bot[data-outcome=guide]")).ToHaveCountAsync(1);

        var heard = await HeardAsync(page);
        Assert.Single(heard, line => line.StartsWith("TalusBot said: Hello", StringComparison.Ordinal));
        Assert.Single(heard, "Sent: what kind of tape?");
        Assert.Single(heard, "Sent: is it my calf or my talus?");
        var answer = Assert.Single(heard, line => line.StartsWith("TalusBot said: Plain athletic tape", StringComparison.Ordinal));
        Assert.Matches("[0-9] sources?\\.", answer);
        var guide = Assert.Single(heard, line => line.Contains("A few short questions", StringComparison.Ordinal));
        Assert.Matches("[0-9] suggested replies\\.$", guide);
        Assert.True(heard.Count(line => line == "TalusBot is looking it up.") <= 2);
        Assert.Equal(5, heard.Count(line => line != "TalusBot is looking it up."));
        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-live", "off");
        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToHaveAccessibleNameAsync("Chat messages");
    }

    [Fact]
    public async Task Nothing_is_told_again_after_a_reload_or_when_the_chat_is_opened_again()
    {
        var page = await OpenAsync();
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);

        await page.ReloadAsync();
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("talus-bot")).ToHaveAttributeAsync("data-state", "live");
        await page.Keyboard.PressAsync("Escape");
        await page.Launcher().ClickAsync();
        await page.Launcher().ClickAsync();

        Assert.Empty(await HeardAsync(page));
    }

    [Fact]
    public async Task That_the_bot_is_busy_is_shown_and_told_once_and_only_when_it_takes_longer_than_400_ms()
    {
        var page = await OpenAsync();
        await page.Clock.InstallAsync();
        await page.ReloadAsync();
        await page.OpenChatAsync();
        await page.Clock.PauseAtAsync(await page.EvaluateAsync<DateTime>("new Date(Date.now() + 60000)"));
        await page.EvaluateAsync("window.heard = []");

        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.Clock.RunForAsync(1000);
        await Assertions.Expect(page.Locator(".dots")).ToBeHiddenAsync();

        var goOn = new TaskCompletionSource();
        await page.RouteAsync("**/activities", async route =>
        {
            await goOn.Task;
            await route.ContinueAsync();
        });
        await page.AskAsync("how soon does it get better?");
        await page.Clock.RunForAsync(399);
        await Assertions.Expect(page.Locator(".dots")).ToBeHiddenAsync();
        await page.Clock.RunForAsync(1);
        await Assertions.Expect(page.Locator(".dots")).ToBeVisibleAsync();
        await page.ShotAsync("typing");
        goOn.SetResult();
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".dots")).ToBeHiddenAsync();

        Assert.Single(await HeardAsync(page), "TalusBot is looking it up.");
    }

    private static Task<string[]> HeardAsync(IPage page) => page.EvaluateAsync<string[]>("window.heard.filter(Boolean)");

    private async Task<IPage> OpenAsync()
    {
        var page = await browser.OpenAsync();
        await page.AddInitScriptAsync(Listen);
        await page.ReloadAsync();
        return page;
    }
}
