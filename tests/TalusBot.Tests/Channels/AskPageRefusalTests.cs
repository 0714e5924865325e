using System.Net;

namespace TalusBot.Tests.Channels;

/// <summary>What strangers send to the pages, and how they are told.</summary>
public sealed class AskPageRefusalTests
{
    private static readonly string[] Attacks =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></textarea><script>alert(1)</script>",
        "' onfocus=alert(1) autofocus x='",
        "[press](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)>",
        "[1]: javascript:alert(1)\n\n[1] what tape?",
        "# heading\n\n---\n\n| a | b |\n<!-- --><svg/onload=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt; \u202e",
    ];

    [Fact]
    public async Task Nothing_that_is_asked_becomes_part_of_the_page()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:QuestionsPerMinute=100000");
        using var browser = new PlainBrowser(bot);
        foreach (var attack in Attacks.SelectMany(attack => (string[])[attack, attack + " should I use heat or ice?", attack + " what kind of tape?"]))
        {
            await TryAsync(browser, attack);
        }
    }

    [Fact]
    public async Task Too_many_questions_are_told_on_a_page_and_reading_goes_on()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:QuestionsPerMinute=2");
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/ask?q=what%20kind%20of%20tape");
        await browser.AskAnewAsync("what kind of tape?");
        var talk = browser.Address.PathAndQuery;
        await browser.AskAsync("who said that?");

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Matches("Try again in [0-9]+ seconds", browser.Words);
        await browser.GoAsync(talk);
        Assert.Equal("answered", browser.Outcome);
        await browser.GoAsync("/ask?q=again");
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
    }

    [Fact]
    public async Task Visitors_behind_a_trusted_proxy_are_told_apart()
    {
        await using var bot = await RunningBot.StartAsync(settings: ["Limits:QuestionsPerMinute=1", "Web:TrustedProxies:0=127.0.0.1", "DirectLine:AllowedOrigins:0=https://blog.example"]);

        Assert.Equal(HttpStatusCode.OK, await AskFrom(bot, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await AskFrom(bot, "203.0.113.2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskFrom(bot, "203.0.113.1"));

        // What the visitor writes there himself stands before the address that the proxy saw.
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskFrom(bot, "198.51.100.9, 203.0.113.1"));
    }

    [Fact]
    public async Task A_forwarded_address_is_not_believed_from_anybody_else()
    {
        await using var bot = await RunningBot.StartAsync(settings: ["Limits:QuestionsPerMinute=1", "DirectLine:AllowedOrigins:0=https://blog.example"]);

        Assert.Equal(HttpStatusCode.OK, await AskFrom(bot, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskFrom(bot, "203.0.113.2"));
    }

    [Fact]
    public async Task A_question_that_is_too_long_is_told_kindly()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        var words = string.Concat(Enumerable.Repeat("why does the ankle not bend ", 200));
        await browser.AskAnewAsync(words);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, browser.Status);
        Assert.Contains("At most 4,000 characters", browser.Words, StringComparison.Ordinal);
        Assert.Equal(words, browser.Page.QuerySelector("textarea#q")!.TextContent);
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT body FROM log_entry"));
        Assert.Contains("That is a lot of text for me", browser.Answer, StringComparison.Ordinal);
        Assert.InRange(browser.Page.Title!.Length, 1, 130);

        await browser.AskAnewAsync("I fell this morning and cannot put weight on my foot. " + words);
        Assert.Equal("safety", browser.Outcome);

        // As long as may be, in an address, and each of its signs takes nine there.
        await browser.GoAsync("/ask?q=" + Uri.EscapeDataString(new string('踝', 4000)));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_told_on_a_page()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:BodyBytes=4096");
        using var browser = new PlainBrowser(bot);
        await browser.PostAsync([new("q", new string('a', 5000))]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, browser.Status);
        Assert.Contains("too large", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_form_is_told_on_a_page()
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address + "/ask")) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") });
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, browser.Status);

        foreach (var fields in new KeyValuePair<string, string>[][] { [new(new string('x', 3000), "1")], [new("q", "what\0tape?")] })
        {
            await browser.PostAsync(fields);
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Deleting_without_a_token_changes_nothing_and_leads_to_an_empty_page(string? token)
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        await browser.PostAsync(token is null ? [new("forget", "yes")] : [new("forget", "yes"), new("talk", token)]);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal("/ask", browser.Address.PathAndQuery);
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT conversation_id FROM forgotten"));
    }

    [Fact]
    public async Task Nothing_asked_leads_back_to_the_question()
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync("   ");

        Assert.Equal("Ask a question", browser.Page.QuerySelector("h1")!.TextContent);
        await browser.GoAsync("/ask?q=%20&talk=");
        Assert.Equal("Ask a question", browser.Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Forms_of_other_sites_are_taken_from_allowed_ones_only()
    {
        await using var bot = await RunningBot.StartAsync(settings: "DirectLine:AllowedOrigins:0=https://blog.example");
        using var browser = new PlainBrowser(bot);
        foreach (var (origin, status) in new[] { ("https://blog.example", HttpStatusCode.OK), (bot.Address, HttpStatusCode.OK), ("https://elsewhere.example", HttpStatusCode.Forbidden), ("null", HttpStatusCode.Forbidden) })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address + "/ask")) { Content = new FormUrlEncodedContent([new("q", "what kind of tape?")]) };
            request.Headers.Add("Origin", origin);
            await browser.SendAsync(request);
            Assert.Equal(status, browser.Status);
        }
    }

    [Theory]
    [InlineData("https://bot.example", "bot.example", null, 200)]
    [InlineData("https://bot.example", "bot.example:443", null, 200)]
    [InlineData("https://bot.example", "inside:3978", "same-origin", 200)]
    [InlineData("https://bot.example", "inside:3978", null, 403)]
    [InlineData("https://bot.example:8443", "bot.example", null, 403)]
    [InlineData("https://elsewhere.example", "bot.example", "cross-site", 403)]
    public async Task Behind_a_proxy_that_nobody_named_our_own_form_is_taken(string origin, string host, string? site, int status)
    {
        await using var bot = await RunningBot.StartAsync(settings: "DirectLine:AllowedOrigins:0=https://blog.example");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address + "/ask")) { Content = new FormUrlEncodedContent([new("q", "what kind of tape?")]) };
        request.Headers.Host = host;
        request.Headers.Add("Origin", origin);
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var answer = await http.SendAsync(request);
        Assert.Equal(status == 200 ? 303 : status, (int)answer.StatusCode);
    }

    private static async Task TryAsync(PlainBrowser browser, string attack)
    {
        await browser.GoAsync("/ask?q=" + Uri.EscapeDataString(attack));
        IsHarmless(browser);

        await browser.AskAsync(attack);
        IsHarmless(browser);
        await browser.AskAsync("what kind of tape?");
        IsHarmless(browser);
        foreach (var field in (string[])["talk", "after", "asked", "choice", "forget"])
        {
            await browser.PostAsync([new("q", attack), new(field, attack)]);
            IsHarmless(browser);
        }

        await browser.GoAsync("/ask?talk=" + Uri.EscapeDataString(attack) + "&q=" + Uri.EscapeDataString(attack));
        IsHarmless(browser);
        await browser.GoAsync("/article/" + Uri.EscapeDataString(attack));
        IsHarmless(browser);
    }

    private static async Task<HttpStatusCode> AskFrom(RunningBot bot, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ask?q=what%20kind%20of%20tape");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var answer = await bot.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static void IsHarmless(PlainBrowser browser)
    {
        Assert.InRange((int)browser.Status, 200, 499);
        Assert.Empty(browser.Page.QuerySelectorAll("script, img, svg, iframe, object, base, style, main h1 ~ h1"));
        Assert.All(browser.Page.All.SelectMany(element => element.Attributes), attribute =>
        {
            Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.Name);
            Assert.False(attribute.Name is "href" or "src" or "action" && attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase), attribute.Value);
        });
        Assert.All(browser.Page.QuerySelectorAll("form"), form => Assert.Equal("/ask", form.GetAttribute("action")));
    }
}
