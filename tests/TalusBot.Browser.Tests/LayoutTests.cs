using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>Small screens, high zoom, and what readers have set in their system.</summary>
public sealed class LayoutTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Focusable = "button:visible, a[href]:visible, input:visible, textarea:visible";

    [Theory]
    [InlineData(320, 640)]
    [InlineData(320, 256)]
    [InlineData(390, 844)]
    [InlineData(844, 390)]
    public async Task Nothing_scrolls_sideways_or_lies_outside_and_every_target_is_large_enough(int width, int height)
    {
        var page = await browser.OpenAsync(BrowserFixture.Desktop(width, height));
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Not helpful" }).ClickAsync();
        await page.AskAsync("is it my calf or my talus?");
        await Assertions.Expect(page.Locator(".message.bot[data-outcome=guide]")).ToHaveCountAsync(1);
        await page.ShotAsync($"layout-{width}x{height}");

        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        foreach (var part in (string[])[".panel", ".scroller", ".log", ".chips", ".composer", ".head"])
        {
            Assert.Equal(0, await page.Locator(part).EvaluateAsync<int>("part => Math.max(0, part.scrollWidth - part.clientWidth)"));
        }

        foreach (var target in await page.Locator(".panel").Locator(Focusable).AllAsync())
        {
            var box = (await target.BoundingBoxAsync())!;
            var inSentence = await target.EvaluateAsync<bool>("target => target.matches('.mark, .body a, .note a')");
            Assert.True(inSentence || (box.Height >= 44 && box.Width >= 44), $"{await target.TextContentAsync()} is {box.Width} x {box.Height}");
            Assert.True(box.X >= 0 && box.X + box.Width <= width, $"{await target.TextContentAsync()} lies outside.");
        }

        Assert.Equal("16px", await page.Input().EvaluateAsync<string>("input => getComputedStyle(input).fontSize"));
        Assert.True((await page.Locator(".scroller").BoundingBoxAsync())!.Height >= height / 3.0, "The talk has too little room.");
    }

    [Fact]
    public async Task The_widget_shifts_nothing_while_the_page_loads_and_the_chat_opens()
    {
        var page = await browser.OpenAsync();
        await page.AddInitScriptAsync("""
            window.shifted = 0;
            new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { window.shifted += value; })).observe({ type: 'layout-shift', buffered: true });
            """);
        await page.ReloadAsync();
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");

        Assert.Equal(0, await page.EvaluateAsync<double>("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted))))"));
    }

    [Fact]
    public async Task Only_the_loader_is_fetched_before_the_chat_is_used()
    {
        var page = await browser.OpenAsync();
        await page.Launcher().WaitForAsync();

        var scripts = await page.EvaluateAsync<string[]>("performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith('.js'))");
        Assert.Equal(["/embed.js"], scripts);
    }

    [Fact]
    public async Task Forced_colours_keep_every_border()
    {
        var page = await browser.OpenAsync(new BrowserNewContextOptions(BrowserFixture.Desktop()) { ForcedColors = ForcedColors.Active, ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(page.Launcher()).ToHaveCSSAsync("border-top-width", "2px");
        await page.OpenChatAsync();
        await page.AskAsync("I twisted my ankle an hour ago and cannot put weight on it");
        await Assertions.Expect(page.Locator(".message.bot[data-outcome=safety]")).ToHaveCSSAsync("border-top-width", "3px");
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.ShotAsync("forced-colours");

        foreach (var part in (string[])[".panel", ".bubble", ".bot", ".field", ".send", ".act"])
        {
            await Assertions.Expect(page.Locator(part).First).ToHaveCSSAsync("border-top-style", "solid");
        }
    }

    [Fact]
    public async Task Reduced_motion_moves_nothing()
    {
        var page = await browser.OpenAsync(new BrowserNewContextOptions(BrowserFixture.Desktop()) { ReducedMotion = ReducedMotion.Reduce });
        await page.OpenChatAsync();

        Assert.Equal(0, await page.EvaluateAsync<int>("document.getAnimations().length"));
        var moving = await page.EvaluateAsync<string[]>("""
            [...document.querySelector('talus-bot').shadowRoot.querySelectorAll('*')]
              .filter((part) => getComputedStyle(part).animationName !== 'none' || getComputedStyle(part).transitionProperty !== 'none' && getComputedStyle(part).transitionDuration !== '0s')
              .map((part) => part.className)
            """);
        Assert.Empty(moving);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_chat_follows_the_readers_colour_scheme(ColorScheme scheme)
    {
        var page = await browser.OpenAsync(new BrowserNewContextOptions(BrowserFixture.Desktop()) { ColorScheme = scheme });
        await page.OpenChatAsync();
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await page.ShotAsync($"desktop-{scheme}".ToLowerInvariant());

        await Assertions.Expect(page.Locator(".panel")).ToHaveCSSAsync("background-color", scheme is ColorScheme.Dark ? "rgb(26, 32, 34)" : "rgb(255, 255, 255)");
    }
}
