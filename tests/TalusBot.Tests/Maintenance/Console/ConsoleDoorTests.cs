using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>Who gets into the console, and whose forms are taken.</summary>
public sealed class ConsoleDoorTests
{
    private static readonly string[] Open = ["/maintain/sign-in", "/maintain/sign-out", "/maintain/sign-in/organisation"];

    [Fact]
    public async Task Without_sign_in_no_path_of_the_console_shows_or_does_anything()
    {
        await using var bot = await StartAsync();
        var routes = bot.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Where(path => path.StartsWith("/maintain", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(routes.Count > 8, string.Join(' ', routes));
        foreach (var route in routes.Except(Open))
        {
            var path = route.Replace("{id}", "which-tape", StringComparison.Ordinal).Replace("{**rest}", "anything/else", StringComparison.Ordinal);
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
            {
                using var asked = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : new FormUrlEncodedContent([]) };
                using var refused = await bot.Http.SendAsync(asked);
                Assert.True(refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed, $"{method} {path}: {refused.StatusCode}");
            }
        }

        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain/entries/which-tape?x=1");
        Assert.Equal("/maintain/sign-in?then=%2Fmaintain%2Fentries%2Fwhich-tape%3Fx%3D1", visit.At);
    }

    [Fact]
    public async Task The_key_and_a_name_open_it_and_lead_on_to_where_one_wanted_to_go()
    {
        await using var bot = await StartAsync();
        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain/files");
        await visit.PressAsync("Sign in", ("name", "Ada"), ("key", "a key of 20 letters?"));
        Assert.Equal(HttpStatusCode.Unauthorized, visit.Status);
        Assert.Contains("That key is not right", visit.Text, StringComparison.Ordinal);
        await visit.PressAsync("Sign in", ("name", " "), ("key", ConsoleVisit.Key));
        Assert.Contains("Please say who you are", visit.Text, StringComparison.Ordinal);

        await visit.PressAsync("Sign in", ("name", "Ada"), ("key", ConsoleVisit.Key));

        Assert.Equal("/maintain/files", visit.At);
        Assert.Equal(HttpStatusCode.OK, visit.Status);
        await visit.OpenAsync("/maintain/history");
        Assert.Contains("Ada", visit.Text, StringComparison.Ordinal);
        await visit.PressAsync("Sign out");
        await visit.OpenAsync("/maintain/files");
        Assert.StartsWith("/maintain/sign-in", visit.At, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/maintain/")]
    [InlineData("/maintain/../\\evil.example")]
    [InlineData("/maintain\\@evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/maintain/entries/é")]
    [InlineData("/maintain/entries/\u0007")]
    public async Task A_sign_in_leads_nowhere_else(string then)
    {
        await using var bot = await StartAsync();
        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain/sign-in?then=" + Uri.EscapeDataString(then));
        await visit.PressAsync("Sign in", ("name", "Ada"), ("key", ConsoleVisit.Key));
        Assert.Equal("/maintain/inbox", visit.At);
    }

    [Fact]
    public async Task Guessing_the_key_is_slowed_down()
    {
        await using var bot = await StartAsync();
        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain/sign-in");
        for (var guess = 0; guess < 10; guess++)
        {
            await visit.PressAsync("Sign in", ("name", "Eve"), ("key", "some other key, wrong"));
            Assert.Equal(HttpStatusCode.Unauthorized, visit.Status);
        }

        await visit.PressAsync("Sign in", ("name", "Eve"), ("key", ConsoleVisit.Key));
        Assert.Equal(HttpStatusCode.TooManyRequests, visit.Status);
    }

    [Fact]
    public async Task A_restart_signs_nobody_out_and_another_key_everybody()
    {
        using var folder = new TemporaryFolder();
        using var visit = new ConsoleVisit("http://127.0.0.1:1");
        CookieCollection cookies;
        await using (var bot = await StartAsync(dataFile: folder.File("talusbot.db")))
        {
            using var first = await ConsoleVisit.SignedInAsync(bot.Address);
            cookies = first.Cookies.GetAllCookies();
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ConsoleVisit.Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("quite another key, too"));

        async Task<HttpStatusCode> StatusAsync(string key)
        {
            await using var bot = await StartAsync(key, folder.File("talusbot.db"));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/maintain/files");
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
            using var answer = await bot.Http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_not_taken()
    {
        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        using var other = await ConsoleVisit.SignedInAsync(bot.Address, "Eve");
        await other.OpenAsync("/maintain/entries/new");
        var theirs = other.Page.QuerySelector("input[name=form]")!.GetAttribute("value")!;
        foreach (var token in (string[])["", "nonsense", theirs])
        {
            foreach (var path in (string[])["/maintain/entries/new", "/maintain/entries/which-tape", "/maintain/entries/which-tape/versions", "/maintain/inbox", "/maintain/judging", "/maintain/fit", "/maintain/sign-out"])
            {
                await visit.ForgeAsync(path, ("form", token), ("do", "publish"), ("entry-question", "Is this forged?"), ("body", "Yes. [1]"), ("sources", "ankle-talus#c12"));
                Assert.Equal(HttpStatusCode.BadRequest, visit.Status);
            }
        }

        await visit.OpenAsync("/maintain/files");
        Assert.Equal("/maintain/files", visit.At);
    }

    [Fact]
    public async Task Without_a_key_it_is_off_and_says_how_to_switch_it_on()
    {
        await using var bot = await RunningBot.StartAsync();
        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain");
        Assert.Equal(HttpStatusCode.Forbidden, visit.Status);
        Assert.Contains("Maintain__Key", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_opens_while_the_knowledge_cannot_be_used_and_says_what_is_wrong()
    {
        using var folder = new TemporaryFolder();
        var knowledge = folder.CopyOf(Repository.Knowledge);
        File.WriteAllText(Path.Combine(knowledge, "safety", "stroke.md"), "no rule");
        await using var bot = await RunningBot.StartAsync(settings: [$"Maintain:Key={ConsoleVisit.Key}", $"Knowledge:Path={knowledge}"]);
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/files");
        Assert.Contains("stroke.md", visit.Text, StringComparison.Ordinal);
        Assert.Contains("the bot answers nothing", visit.Text, StringComparison.Ordinal);
    }

    private static Task<RunningBot> StartAsync(string key = ConsoleVisit.Key, string? dataFile = null) => RunningBot.StartAsync(null, dataFile, $"Maintain:Key={key}");
}
