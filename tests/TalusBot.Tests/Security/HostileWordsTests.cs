using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using TalusBot.Tests.Channels;
using TalusBot.Tests.Maintenance.Console;

namespace TalusBot.Tests.Security;

/// <summary>Markup in every text that comes from somewhere else: comments, entries, the site's own file, file names, questions, thumbs, settings of a token.</summary>
public sealed class HostileWordsTests : IDisposable
{
    /// <summary>An element that we never make; wherever it is found, somebody's words became markup.</summary>
    private const string Evil = "talusevil";
    private const string Question = "Is it <talusevil onclick=alert(1)>hostile</talusevil> \"' autofocus onfocus=alert(2) x=?";
    private const string Comment = "Zorblax cream <talusevil>heals</talusevil> \"'><script>alert(3)</script><img src=x onerror=alert(4)> [press](javascript:alert(5)) <javascript:alert(6)> &lt;talusevil&gt; ]]> --> </textarea></title> everything.";
    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;
    private readonly string seeds;

    public HostileWordsTests()
    {
        (knowledge, seeds) = (folder.CopyOf(Repository.Knowledge), folder.CopyOf(Repository.Seeds));
        File.AppendAllText(Path.Combine(seeds, "ankle-talus.txt"), $"\n<talusevil>Eve</talusevil>\nOctober 14, 2020\n{Comment}\nhttps://evil.example/\"onmouseover=alert(7)\n");
        var site = Path.Combine(knowledge, "site.yaml");
        File.WriteAllText(site, File.ReadAllText(site)
            .Replace("name: TalusBot\n", "name: \"<talusevil>'\\\" onload=x\"\n", StringComparison.Ordinal)
            .Replace("title: \"Ankle mobility", "title: \"</title><talusevil>Ankle mobility", StringComparison.Ordinal));
        File.WriteAllText(
            Path.Combine(knowledge, "entries", "hostile.md"),
            $"---\nquestion: {YamlText(Question)}\nalso:\n  - what does <talusevil> zorblax do\nsources:\n  - ankle-talus#c13: {YamlText(Comment)}\nreviewed: 2026-11-22\n---\nIt \\<talusevil\\>heals\\</talusevil\\> everything. [1]\n");
        File.WriteAllText(Path.Combine(knowledge, "entries", "<talusevil onclick=alert(10)>.md"), "<talusevil> no entry");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task On_the_public_pages_they_are_words()
    {
        await using var bot = await StartAsync();
        using var browser = new PlainBrowser(bot);
        foreach (var path in (string[])["/article/ankle-talus", "/embed", "/ask", "/ask?q=" + Uri.EscapeDataString(Question), "/ask?q=" + Uri.EscapeDataString("what does zorblax do"), "/article/" + Uri.EscapeDataString("<talusevil>")])
        {
            await browser.GoAsync(path);
            IsHarmless(browser.Page, path);
            Assert.True(path.StartsWith("/article/%3C", StringComparison.Ordinal) || browser.Page.DocumentElement.OuterHtml.Contains("&lt;talusevil", StringComparison.Ordinal), path + " shows none of them");
        }

        await browser.AskAnewAsync(Question);
        IsHarmless(browser.Page, "a talk");
        Assert.Contains("<talusevil>heals</talusevil>", browser.Words, StringComparison.Ordinal);
        await browser.AskAsync("tell me about <talusevil> the <b>moon</b>");
        IsHarmless(browser.Page, "a talk about what nobody wrote");
    }

    [Fact]
    public async Task In_every_room_of_the_console_they_are_words()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        await talk.AskAsync("who is <talusevil onclick=alert(1)>zorblax' \"</talusevil>");
        var reply = await talk.AskAsync(Question);
        await talk.RateAsync(reply.GetProperty("id").GetString()!, "down", "<talusevil>wrong</talusevil> \"'>");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address, "<talusevil>Ada \"'");
        var rooms = bot.Services.GetService(typeof(Microsoft.AspNetCore.Routing.EndpointDataSource)) is Microsoft.AspNetCore.Routing.EndpointDataSource source
            ? source.Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Where(path => path.StartsWith("/maintain/", StringComparison.Ordinal) && !path.Contains("sign-", StringComparison.Ordinal) && path != "/maintain/fit").Distinct().ToList()
            : [];

        // The fit shows figures, and takes half a minute to find them.
        Assert.True(rooms.Count > 8, string.Join(' ', rooms));
        var shown = 0;
        foreach (var room in rooms)
        {
            foreach (var path in (string[])[room.Replace("{id}", "hostile", StringComparison.Ordinal).Replace("{**rest}", "%3Ctalusevil%3E", StringComparison.Ordinal), room.Replace("{id}", "%3Ctalusevil%3E", StringComparison.Ordinal).Replace("{**rest}", "x", StringComparison.Ordinal) + "?done=%3Ctalusevil%3E&then=%22%3E%3Ctalusevil%3E&q=%3Ctalusevil%3E&question=%3Ctalusevil%3E&from=%3Ctalusevil%3E"])
            {
                await visit.OpenAsync(path);
                IsHarmless(visit.Page, path);
                shown += visit.Page.DocumentElement.OuterHtml.Contains("&lt;talusevil", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        Assert.True(shown > 10, $"{shown} rooms show any of them");
        await visit.OpenAsync("/maintain/inbox");
        await visit.PressAsync("Write an entry");
        IsHarmless(visit.Page, "the editor");
        await visit.PressAsync("Save draft");
        foreach (var path in (string[])["/maintain/entries", "/maintain/history", visit.At])
        {
            await visit.OpenAsync(path);
            IsHarmless(visit.Page, path);
        }
    }

    [Fact]
    public async Task In_a_chat_the_markdown_makes_no_markup_and_no_link_of_them()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        foreach (var said in (string[])[Question, "what does zorblax do", "tell me about <talusevil> [moon](javascript:alert(1))", "[1]: javascript:alert(1)", "show more"])
        {
            var reply = await talk.AskAsync(said);
            var text = reply.GetProperty("text").GetString()!;

            // CommonMark lets HTML through; who shows it must not, and our widget and pages do not. Quoted words stand escaped all the same.
            var page = new HtmlParser().ParseDocument(Markdown.ToHtml(text, new MarkdownPipelineBuilder().DisableHtml().Build()));
            IsHarmless(page, said);
            Assert.All(page.QuerySelectorAll("a"), link => Assert.Matches("^(https?://|/)", link.GetAttribute("href")!));
        }
    }

    [Fact]
    public async Task For_programs_they_are_JSON_and_never_a_page()
    {
        await using var bot = await StartAsync();
        using var browser = new HttpClient { BaseAddress = new Uri(bot.Address) };
        browser.DefaultRequestHeaders.Add("Accept", "application/json");
        using var asked = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":"{{JsonEncodedText.Encode(Question)}}"}""");
        using var health = await browser.GetAsync("/health");
        foreach (var answer in (HttpResponseMessage[])[asked, health])
        {
            Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains(Evil, (await RunningBot.JsonOf(answer)).GetRawText(), StringComparison.Ordinal);
        }
    }

    private static string YamlText(string words) => "\"" + words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static void IsHarmless(IHtmlDocument page, string where)
    {
        Assert.True(page.QuerySelectorAll(Evil).Length == 0, where);
        Assert.All(page.QuerySelectorAll("script"), script => Assert.True(script is IHtmlScriptElement { Source: "/embed.js", TextContent: "" }, where + script.OuterHtml));
        Assert.True(page.QuerySelectorAll("img, iframe, object, embed, base, [srcdoc], [style]").Length == 0, where);
        foreach (var attribute in page.All.SelectMany(element => element.Attributes))
        {
            Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), where + attribute.Name);
            Assert.False(attribute.Name == "autofocus" && attribute.Value.Length > 0, where);
            Assert.False(attribute.Name is "href" or "src" or "action" or "formaction" && attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase), where + attribute.Value);
        }
    }

    private Task<RunningBot> StartAsync() => RunningBot.StartAsync(null, folder.File("talusbot.db"), $"Knowledge:Path={knowledge}", $"Knowledge:Seeds={seeds}", $"Maintain:Key={ConsoleVisit.Key}", "Limits:QuestionsPerMinute=1000");
}
