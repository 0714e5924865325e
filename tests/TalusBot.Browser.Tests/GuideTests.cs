using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>A whole guide on the page, by its buttons, on a phone.</summary>
public sealed class GuideTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string[] Way = ["No", "In front of the ankle", "It jams in front, or bone touches bone", "No, never", "Not yet"];

    [Fact]
    public async Task A_guide_is_led_through_by_its_buttons_and_waits_through_a_reload()
    {
        var page = await browser.OpenAsync(phone: true);
        await page.Locator("talus-bot").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("button[aria-expanded=false]").First.ClickAsync();
        await page.Locator("textarea").FillAsync("is it my calf or my talus?");
        await page.Keyboard.PressAsync("Enter");
        for (var i = 0; i < Way.Length; i++)
        {
            var messages = await Steps(page, i + 1);
            await page.ScreenshotAsync(new() { Path = Shot($"guide-{i + 1}") });
            if (i == 2)
            {
                await page.ReloadAsync();
                await page.Locator("textarea").WaitForAsync();
                await Steps(page, messages);
            }

            await page.GetByRole(AriaRole.Button, new() { Name = Way[i], Exact = true }).ClickAsync();
        }

        await Steps(page, Way.Length + 1);
        await page.ScreenshotAsync(new() { Path = Shot("guide-end") });
        await Assertions.Expect(page.Locator(".message.bot").Last).ToContainTextAsync("It fits the talus pattern");
        await Assertions.Expect(page.Locator(".message.bot").Last).ToContainTextAsync("It is no diagnosis");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start over", Exact = true })).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    private static async Task<int> Steps(IPage page, int count)
    {
        await Assertions.Expect(page.Locator(".message.bot[data-outcome=guide]")).ToHaveCountAsync(count);
        return count;
    }

    private static string Shot(string name) => Path.Combine(AppContext.BaseDirectory, "screenshots", name + ".png");
}
