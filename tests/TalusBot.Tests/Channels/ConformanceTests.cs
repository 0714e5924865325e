using System.Diagnostics;

namespace TalusBot.Tests.Channels;

/// <summary>Microsoft's published clients against the running program; each check of the suite is one line of its output.</summary>
public sealed class ConformanceTests
{
    private const string Tenant = "99999999-aaaa-4bbb-8ccc-dddddddddddd";
    private const string Secret = "conformance-direct-line-secret";

    /// <summary>Where the page with Web Chat on it is served from: another origin than the bot's.</summary>
    private readonly int pagePort = LoopbackPort.Free();

    [Fact]
    public async Task Microsofts_Direct_Line_client_finds_nothing_to_complain_about()
    {
        using var folder = new TemporaryFolder();
        using var main = Start(folder, "main", out var mainUrl);
        using var shortLived = Start(folder, "short", out var shortUrl, ("DirectLine__TokenLifetimeSeconds", "5"));
        using var http = new HttpClient { BaseAddress = new Uri(mainUrl) };
        using var shortHttp = new HttpClient { BaseAddress = new Uri(shortUrl) };
        await main.ReadyAsync(http);
        await shortLived.ReadyAsync(shortHttp);

        var (code, said) = await RunAsync("directline.mjs", folder, ("BASE_URL", mainUrl), ("SHORT_URL", shortUrl));

        Assert.True(code == 0, said);
        Assert.DoesNotContain("\nskip", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Microsofts_Web_Chat_talks_to_it_from_a_page_of_another_origin()
    {
        using var folder = new TemporaryFolder();
        using var bot = Start(folder, "webchat", out var url);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await bot.ReadyAsync(http);

        var (code, said) = await RunAsync("webchat.mjs", folder, ("BASE_URL", url));

        Assert.True(code == 0, said);
        Assert.DoesNotContain("\nskip", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_plays_Microsoft_Teams_finds_nothing_to_complain_about()
    {
        using var folder = new TemporaryFolder();
        var channel = $"http://127.0.0.1:{LoopbackPort.Free()}";
        using var main = Start(
            folder,
            "main",
            out var mainUrl,
            ("MicrosoftAppType", "SingleTenant"),
            ("MicrosoftAppId", "11111111-2222-4333-8444-555555555555"),
            ("MicrosoftAppPassword", "conformance-app-password"),
            ("MicrosoftAppTenantId", Tenant),
            ("ToBotFromChannelOpenIdMetadataUrl", channel + "/v1/.well-known/openidconfiguration"),
            ("ToChannelFromBotLoginUrl", $"{channel}/{Tenant}"));
        using var anonymous = Start(folder, "anonymous", out var anonymousUrl);
        using var http = new HttpClient { BaseAddress = new Uri(mainUrl) };
        using var anonymousHttp = new HttpClient { BaseAddress = new Uri(anonymousUrl) };
        await main.ReadyAsync(http);
        await anonymous.ReadyAsync(anonymousHttp);

        var (code, said) = await RunAsync("connector.mjs", folder, ("BASE_URL", mainUrl), ("ANON_URL", anonymousUrl), ("CHANNEL_PORT", channel.Split(':')[2]));

        Assert.True(code == 0, said);
        Assert.DoesNotContain("\nskip", said, StringComparison.Ordinal);
    }

    private BotProcess Start(TemporaryFolder folder, string name, out string url, params IEnumerable<(string Name, string Value)> more)
    {
        url = $"http://127.0.0.1:{LoopbackPort.Free()}";
        ShippedKnowledge.LayVectorsBeside(folder.File(name + ".db"));
        return BotProcess.Start(
            [],
            [
                ("ASPNETCORE_URLS", url),
                ("Storage__Path", folder.File(name + ".db")),
                ("DirectLine__Secret", Secret),
                ("DirectLine__AllowedOrigins__0", $"http://127.0.0.1:{pagePort}"),
                ("Limits__TokensPerMinute", "100000"),
                ("Limits__MessagesPerMinute", "100000"),
                ("Limits__RequestsPerMinute", "1000000"),
                .. more,
            ]);
    }

    private async Task<(int Code, string Said)> RunAsync(string script, TemporaryFolder folder, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("node", script)
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "conformance"),
            RedirectStandardOutput = true,
        };
        start.Environment["OUT"] = folder.File("out");
        start.Environment["DIRECTLINE_SECRET"] = Secret;
        start.Environment["WEBCHAT_PORT"] = $"{pagePort}";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await node.WaitForExitAsync(patience.Token);
        return (node.ExitCode, said);
    }
}
