using System.Net;
using System.Text;
using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>The pages that need no script, and the widget on somebody else's page.</summary>
public sealed class PagesTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static readonly BrowserNewContextOptions PlainPhone = new() { JavaScriptEnabled = false, ViewportSize = new ViewportSize { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true };

    [Fact]
    public async Task A_reader_without_JavaScript_comes_from_the_article_to_an_answer_and_on_to_its_sentence()
    {
        var page = await fixture.OpenAsync(PlainPhone);
        await page.Locator("noscript a", new PageLocatorOptions { HasText = "Ask without JavaScript" }).ClickAsync();
        await page.GetByLabel("Your question").FillAsync("Which tape should I use?");
        await page.GetByLabel("Your question").PressAsync("Enter");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Which tape should I use?");
        await page.Locator(".sources a").First.ClickAsync();
        await Assertions.Expect(page.Locator("#c12")).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData("/ask")]
    [InlineData("/ask?q=Is%20it%20my%20calf%20or%20my%20talus%3F")]
    [InlineData("/ask?q=aVeryLongWordaVeryLongWordaVeryLongWordaVeryLongWordaVeryLongWordaVeryLongWord")]
    [InlineData("/embed")]
    [InlineData("/article/nothing")]
    public async Task A_page_fits_a_phone_and_its_targets_a_finger(string path)
    {
        var page = await fixture.OpenAsync(new BrowserNewContextOptions(PlainPhone) { JavaScriptEnabled = true, ViewportSize = new ViewportSize { Width = 320, Height = 640 } }, path);

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('button, .chip, input:not([type=hidden]), summary, .site a')].filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('input:not([type=hidden])')].filter(one => parseFloat(getComputedStyle(one).fontSize) < 16 || !one.labels.length).map(one => one.outerHTML)"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.Equal(1, await page.Locator("main").CountAsync());
    }

    [Fact]
    public async Task The_keyboard_shows_where_it_is_and_answers_a_guide()
    {
        var page = await fixture.OpenAsync(new BrowserNewContextOptions { JavaScriptEnabled = false }, "/ask?q=Is%20it%20my%20calf%20or%20my%20talus%3F");
        var no = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "No", Exact = true });
        for (var presses = 0; presses < 20 && !await IsFocused(no); presses++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await Assertions.Expect(no).ToHaveCSSAsync("outline-style", "solid");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".answer strong").First).ToHaveTextAsync("Where do you feel it when your knee goes forward?");
    }

    [Fact]
    public async Task The_chat_answers_on_a_page_with_the_strict_policy_that_we_tell_owners_to_write()
    {
        var ours = await fixture.OpenAsync(new BrowserNewContextOptions(), "/embed");
        var (tag, policy) = (await ours.Locator("#tag").InnerTextAsync(), await ours.Locator("#csp").InnerTextAsync());
        using var blog = new HttpListener { Prefixes = { fixture.BlogOrigin + "/" } };
        blog.Start();
        var serving = ServeOnceAsync(blog, tag.Trim(), "default-src 'none'; " + policy.Trim());
        var page = await ours.Context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, said) => complaints.AddRange(said.Type == "error" ? [said.Text] : []);
        await page.GotoAsync(fixture.BlogOrigin);
        await serving;

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Ask this article" }).ClickAsync();
        await page.GetByLabel("Your question").FillAsync("what kind of tape?");
        await page.GetByLabel("Your question").PressAsync("Enter");

        await Assertions.Expect(page.Locator(".bot").Last).ToContainTextAsync("Plain athletic tape is enough");
        Assert.Equal("rgb(11, 106, 102)", await page.Locator(".launcher").EvaluateAsync<string>("button => getComputedStyle(button).backgroundColor"));
        Assert.DoesNotContain(complaints, said => said.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private static Task<bool> IsFocused(ILocator button) => button.EvaluateAsync<bool>("button => button === document.activeElement");

    private static async Task ServeOnceAsync(HttpListener blog, string tag, string policy)
    {
        var context = await blog.GetContextAsync();
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers["Content-Security-Policy"] = policy;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($"<!doctype html><html lang=\"en\"><title>A blog</title>{tag}<h1>A blog</h1></html>"));
        context.Response.Close();
    }
}
