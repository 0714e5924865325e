using System.Net;
using Microsoft.Extensions.Options;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>Signing in where the organisation's people sign in.</summary>
public sealed class OrganisationSignInTests : IAsyncLifetime
{
    private const string Start = "Sign in with your organisation";
    private OpenIdProvider provider = null!;

    public async Task InitializeAsync() => provider = await OpenIdProvider.StartAsync();

    public async Task DisposeAsync() => await provider.DisposeAsync();

    [Theory]
    [InlineData("ada@blog.example")]
    [InlineData("ADA@Blog.Example")]
    [InlineData("ada-7")]
    public async Task Whoever_is_allowed_gets_in_under_their_name_and_to_where_they_wanted_to_go(string allowed)
    {
        await using var bot = await StartAsync("someone@else.example", allowed);
        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain/history");

        await SignInAsync(visit);

        Assert.Equal("/maintain/history", visit.At);
        Assert.Equal("Ada Lovelace", visit.Page.QuerySelector(".who span")!.TextContent);
        Assert.Contains("signed in", visit.Text, StringComparison.Ordinal);
        Assert.Equal(["right"], provider.Exchanges);
    }

    [Fact]
    public async Task The_installed_program_lets_them_in_too()
    {
        using var folder = new TemporaryFolder();
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        using var bot = BotProcess.Start(
            [],
            [
                ("ASPNETCORE_URLS", address),
                ("Storage__Path", folder.File("talusbot.db")),
                .. provider.Settings("ada-7").Select(setting => setting.Split('=', 2)).Select(setting => (setting[0].Replace(":", "__", StringComparison.Ordinal), setting[1])),
            ]);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await bot.ReadyAsync(http);
        using var visit = new ConsoleVisit(address);
        await visit.OpenAsync("/maintain/history");

        await SignInAsync(visit);

        Assert.Equal("/maintain/history", visit.At);
        Assert.Equal("Ada Lovelace", visit.Page.QuerySelector(".who span")!.TextContent);
    }

    [Fact]
    public async Task The_key_works_beside_it_and_is_not_needed()
    {
        await using var bot = await RunningBot.StartAsync(null, null, [.. provider.Settings("ada-7"), $"Maintain:Key={ConsoleVisit.Key}"]);
        using var both = await ConsoleVisit.SignedInAsync(bot.Address, "Bob");
        Assert.Equal("Bob", both.Page.QuerySelector(".who span")!.TextContent);

        await using var without = await StartAsync("ada-7");
        using var visit = new ConsoleVisit(without.Address);
        await visit.OpenAsync("/maintain/sign-in");
        Assert.Null(visit.Page.QuerySelector("input[name=key]"));
        await SignInAsync(visit);
        Assert.Equal("/maintain/inbox", visit.At);
    }

    [Theory]
    [InlineData("bob@blog.example")]
    [InlineData("ada-77")]
    [InlineData("ADA-7")]
    [InlineData(null)]
    public async Task Whoever_is_not_allowed_is_told_so(string? allowed)
    {
        await using var bot = await StartAsync(allowed is null ? [] : [allowed]);
        await RefusedAsync(bot, HttpStatusCode.Forbidden, "you are not among those who may use this console");
    }

    [Fact]
    public async Task An_address_that_the_provider_does_not_vouch_for_opens_nothing()
    {
        provider.Person["email_verified"] = false;
        await using var bot = await StartAsync("ada@blog.example");
        await RefusedAsync(bot, HttpStatusCode.Forbidden, "you are not among those");
    }

    [Fact]
    public async Task An_address_for_a_subject_id_opens_nothing()
    {
        provider.Person = new() { ["sub"] = "mallory", ["email"] = "ada-7", ["name"] = "Ada" };
        await using var bot = await StartAsync("ada-7");
        await RefusedAsync(bot, HttpStatusCode.Forbidden, "you are not among those");
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("nonce")]
    [InlineData("key")]
    [InlineData("expired")]
    [InlineData("error")]
    public async Task A_token_that_is_not_right_opens_nothing(string wrong)
    {
        switch (wrong)
        {
            case "issuer":
                provider.Issuer = "https://evil.example";
                break;
            case "audience":
                provider.Audience = "another-client";
                break;
            case "nonce":
                provider.Nonce = "638000000000000000.other";
                break;
            case "key":
                provider.SignsWithAnotherKey = true;
                break;
            case "expired":
                provider.Lifetime = TimeSpan.FromMinutes(-20);
                break;
            default:
                provider.Error = "server_error";
                break;
        }

        await using var bot = await StartAsync("ada-7");
        await RefusedAsync(bot, HttpStatusCode.BadRequest, "Your organisation's sign-in did not work.");
    }

    [Fact]
    public async Task A_sign_in_that_is_left_is_no_mistake()
    {
        provider.Error = "access_denied";
        await using var bot = await StartAsync("ada-7");
        await RefusedAsync(bot, HttpStatusCode.Forbidden, "was left before it was done");
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_opens_nothing()
    {
        await using var bot = await StartAsync("ada-7");
        using var mallory = new ConsoleVisit(bot.Address);
        await mallory.OpenAsync("/maintain/sign-in");
        await SignInAsync(mallory);
        foreach (var back in (string[])
            [
                new Uri(provider.SentBackTo!).PathAndQuery,
                "/maintain/sign-in/back?code=x&state=forged",
                "/maintain/sign-in/back?code=x",
                "/maintain/sign-in/back?state=",
                "/maintain/sign-in/back",
            ])
        {
            using var victim = new ConsoleVisit(bot.Address);
            await victim.OpenAsync(back);
            Assert.Equal(HttpStatusCode.BadRequest, victim.Status);
            Assert.Contains("You are not signed in", victim.Text, StringComparison.Ordinal);
            await victim.OpenAsync("/maintain/files");
            Assert.StartsWith("/maintain/sign-in", victim.At, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_provider_that_is_down_is_said_so_and_works_again_later()
    {
        provider.IsDown = true;
        await using var bot = await StartAsync("ada-7");
        await RefusedAsync(bot, HttpStatusCode.BadGateway, "cannot be reached just now");
        provider.IsDown = false;
        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain/sign-in");
        await SignInAsync(visit);
        Assert.Equal("/maintain/inbox", visit.At);
    }

    [Fact]
    public async Task Whoever_is_taken_off_the_list_is_signed_out()
    {
        using var folder = new TemporaryFolder();
        CookieCollection cookies;
        await using (var bot = await StartWithAsync(folder, "ada-7"))
        {
            using var visit = new ConsoleVisit(bot.Address);
            await visit.OpenAsync("/maintain/sign-in");
            await SignInAsync(visit);
            cookies = visit.Cookies.GetAllCookies();
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("ada-7", "bob@blog.example"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("ada@blog.example"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("bob@blog.example"));

        async Task<HttpStatusCode> StatusAsync(params string[] allowed)
        {
            await using var bot = await StartWithAsync(folder, allowed);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/maintain/files");
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
            using var answer = await bot.Http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("Authority is missing", "Maintain:OpenIdConnect:ClientId=x")]
    [InlineData("Authority is no web address", "Maintain:OpenIdConnect:Authority=login.example", "Maintain:OpenIdConnect:ClientId=x")]
    [InlineData("Authority must begin with https://", "Maintain:OpenIdConnect:Authority=http://login.example", "Maintain:OpenIdConnect:ClientId=x")]
    [InlineData("ClientId is missing", "Maintain:OpenIdConnect:Authority=https://login.example")]
    [InlineData("Allowed__0 is empty", "Maintain:OpenIdConnect:Authority=https://login.example", "Maintain:OpenIdConnect:ClientId=x", "Maintain:OpenIdConnect:Allowed:0= ")]
    public async Task Settings_that_cannot_be_right_are_named_at_start(string words, params string[] settings)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningBot.StartAsync(null, null, settings));
        Assert.Contains("Maintain__OpenIdConnect__" + words, refused.Message, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(RunningBot bot, HttpStatusCode status, string words)
    {
        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain/sign-in");
        await SignInAsync(visit);
        Assert.True(status == visit.Status, $"{visit.Status} at {visit.At}: {visit.Text}");
        Assert.Contains(words, visit.Text, StringComparison.Ordinal);
        await visit.OpenAsync("/maintain/files");
        Assert.StartsWith("/maintain/sign-in", visit.At, StringComparison.Ordinal);
    }

    private static Task SignInAsync(ConsoleVisit visit) => visit.OpenAsync(visit.Page.QuerySelectorAll("a").Single(link => link.TextContent == Start).GetAttribute("href")!);

    private Task<RunningBot> StartAsync(params string[] allowed) => RunningBot.StartAsync(null, null, [.. provider.Settings(allowed)]);

    private Task<RunningBot> StartWithAsync(TemporaryFolder folder, params string[] allowed) => RunningBot.StartAsync(null, folder.File("talusbot.db"), [.. provider.Settings(allowed)]);
}
