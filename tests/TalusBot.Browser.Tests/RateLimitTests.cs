using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>A bot that takes two messages a minute of one talk.</summary>
public sealed class TwoMessagesAMinute : BrowserFixture
{
    protected override IEnumerable<(string Name, string Value)> Settings => [("Limits__MessagesPerMinute", "2")];
}

/// <summary>Whoever asks too quickly loses no word.</summary>
public sealed class RateLimitTests(TwoMessagesAMinute browser) : IClassFixture<TwoMessagesAMinute>
{
    [Fact]
    public async Task A_message_too_many_goes_back_into_the_input_and_the_time_to_wait_is_told()
    {
        var page = await browser.OpenAsync();
        await page.Clock.InstallAsync();
        await page.ReloadAsync();
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.AskAsync("how soon does it get better?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(2);

        await page.AskAsync("How long should I keep the tape on?");

        await Assertions.Expect(page.Input()).ToHaveValueAsync("How long should I keep the tape on?");
        await Assertions.Expect(page.Locator(".hint")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("^Please wait [0-9]+ seconds?, then send again\\.$"));
        await Assertions.Expect(page.Locator(".announcer")).ToContainTextAsync("Please wait");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(5);
        await page.ShotAsync("rate-limit");
        await page.Input().PressAsync("Enter");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(5);

        await page.Clock.RunForAsync(61_000);
        await Assertions.Expect(page.Locator(".hint")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".send")).ToHaveAttributeAsync("aria-disabled", "false");
        await Assertions.Expect(page.Input()).ToHaveValueAsync("How long should I keep the tape on?");
    }
}
