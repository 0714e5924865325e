using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>Everything without a mouse.</summary>
public sealed class KeyboardTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string[] Way = ["No", "In front of the ankle", "It jams in front, or bone touches bone", "No, never", "Not yet"];

    [Fact]
    public async Task The_chat_opens_with_the_focus_in_its_input_and_Esc_closes_it_and_gives_the_focus_back()
    {
        var page = await browser.OpenAsync();
        await page.Launcher().FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Input()).ToBeFocusedAsync();
        await Assertions.Expect(page.Launcher()).ToHaveAttributeAsync("aria-expanded", "true");

        await page.GetByRole(AriaRole.Button, new() { Name = "Chat menu" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Clear chat" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Chat menu" })).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Assertions.Expect(page.Launcher()).ToBeFocusedAsync();
        await Assertions.Expect(page.Launcher()).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Fact]
    public async Task Tab_leads_from_the_header_through_the_log_and_the_suggested_replies_to_the_input()
    {
        var page = await browser.OpenAsync();
        await page.OpenChatAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Chat menu" }).FocusAsync();

        List<string> places = [];
        for (var presses = 0; presses < 30 && places.LastOrDefault() != "send"; presses++)
        {
            var place = await page.EvaluateAsync<string>("document.querySelector('talus-bot').shadowRoot.activeElement?.className.split(' ')[0] || 'input'");
            if (places.LastOrDefault() != place)
            {
                places.Add(place);
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal(["tool", "log", "chip", "input", "send"], places);
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(320, 256)]
    public async Task A_whole_guide_is_walked_with_the_keyboard_and_the_focus_is_always_seen(int width, int height)
    {
        var page = await browser.OpenAsync(BrowserFixture.Desktop(width, height));
        await page.Launcher().FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
        await page.Keyboard.TypeAsync("is it my calf or my talus?");
        await page.Keyboard.PressAsync("Enter");

        for (var step = 0; step < Way.Length; step++)
        {
            await Assertions.Expect(page.Locator(".message.bot[data-outcome=guide]")).ToHaveCountAsync(step + 1);
            await Assertions.Expect(page.Input()).ToBeFocusedAsync();
            var chip = page.GetByRole(AriaRole.Button, new() { Name = Way[step], Exact = true });
            for (var presses = 0; presses < 12 && !await chip.IsFocusedAsync(); presses++)
            {
                await page.Keyboard.PressAsync("Shift+Tab");
                Assert.Equal("3px solid", await page.EvaluateAsync<string>(
                    "(() => { const { outlineWidth, outlineStyle } = getComputedStyle(document.querySelector('talus-bot').shadowRoot.activeElement); return `${outlineWidth} ${outlineStyle}`; })()"));
            }

            await Assertions.Expect(chip).ToBeInViewportAsync();
            if (step == 1)
            {
                await page.ShotAsync($"keyboard-{width}");
            }

            await page.Keyboard.PressAsync("Space");
        }

        await Assertions.Expect(page.Messages().Last).ToContainTextAsync("It fits the talus pattern");
        await Assertions.Expect(page.Input()).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Full_screen_keeps_the_focus_inside()
    {
        var page = await browser.OpenAsync(BrowserFixture.Desktop(600, 800));
        await page.OpenChatAsync();

        for (var presses = 0; presses < 20; presses++)
        {
            await page.Keyboard.PressAsync(presses < 10 ? "Tab" : "Shift+Tab");
            Assert.True(await page.EvaluateAsync<bool>("document.querySelector('talus-bot').shadowRoot.activeElement?.closest('.panel') != null"));
        }
    }
}
