using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>What a reader does with the chat on a page, and what he sees there.</summary>
internal static class Chat
{
    public static ILocator Messages(this IPage page) => page.Locator(".message");

    public static ILocator Answers(this IPage page) => page.Locator(".message.bot[data-outcome=answered]");

    public static ILocator Input(this IPage page) => page.Locator("textarea");

    public static ILocator Launcher(this IPage page) => page.Locator("talus-bot .launcher");

    /// <summary>Opens the chat and waits for the welcome.</summary>
    public static async Task OpenChatAsync(this IPage page)
    {
        await page.Launcher().ClickAsync();
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
    }

    public static async Task AskAsync(this IPage page, string question)
    {
        await page.Input().FillAsync(question);
        await page.Input().PressAsync("Enter");
    }

    /// <summary>For people to look at after a change of the look.</summary>
    public static Task ShotAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", name + ".png") });

    public static Task<bool> IsFocusedAsync(this ILocator element) => element.EvaluateAsync<bool>("element => element.getRootNode().activeElement === element");
}
