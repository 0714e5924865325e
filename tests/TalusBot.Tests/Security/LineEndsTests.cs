using System.Text.Json.Nodes;
using TalusBot.Tests.Channels.Connector;
using TalusBot.Tests.Maintenance.Console;

namespace TalusBot.Tests.Security;

/// <summary>Line ends and signs of headers in everything that goes into a header of ours.</summary>
public sealed class LineEndsTests : IDisposable
{
    private const string Split = "x\r\nX-Injected: yes\r\n\r\n<talusevil>";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/ask?q={0}")]
    [InlineData("/ask?talk={0}")]
    [InlineData("/article/{0}")]
    [InlineData("/{0}")]
    [InlineData("/maintain/sign-in?then={0}")]
    [InlineData("/maintain/{0}")]
    [InlineData("/v3/directline/conversations/{0}/activities?watermark={0}")]
    [InlineData("/v3/directline/conversations/{0}/stream?t={0}&tab={0}&watermark={0}")]
    public async Task In_an_address_they_make_no_header(string path)
    {
        await using var bot = await RunningBot.StartAsync(settings: $"Maintain:Key={ConsoleVisit.Key}");
        using var raw = await RawConnection.OpenAsync(bot.Address);
        await raw.SayAsync($"GET {path.Replace("{0}", Uri.EscapeDataString(Split), StringComparison.Ordinal)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
        var answer = await raw.HearAllAsync();

        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\nX-Injected", answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<talusevil>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_form_they_lead_nowhere_else()
    {
        await using var bot = await RunningBot.StartAsync(settings: $"Maintain:Key={ConsoleVisit.Key}");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(bot.Address) };
        foreach (var field in (string[])["q", "choice", "after", "asked", "rated", "thumb"])
        {
            using var answer = await http.PostAsync("/ask", new FormUrlEncodedContent([new("q", "what kind of tape?"), new(field, Split)]));
            Assert.False(answer.Headers.Contains("X-Injected"));
            Assert.True(answer.Headers.Location is null || answer.Headers.Location.OriginalString.StartsWith("/ask", StringComparison.Ordinal));
        }

        using var visit = new ConsoleVisit(bot.Address);
        await visit.OpenAsync("/maintain/sign-in?then=" + Uri.EscapeDataString("/maintain/files" + Split));
        await visit.PressAsync("Sign in", ("name", "Ada" + Split), ("key", ConsoleVisit.Key));
        Assert.Equal("/maintain/inbox", visit.At);
    }

    [Theory]
    [InlineData("bot.example;script-src*")]
    [InlineData("bot.example,*")]
    [InlineData("'unsafe-inline'")]
    [InlineData("*")]
    [InlineData("bot.example:80;")]
    [InlineData("a@b")]
    public async Task In_the_name_of_the_host_they_loosen_no_policy(string host)
    {
        await using var bot = await RunningBot.StartAsync(settings: "DirectLine:AllowedOrigins:0=https://blog.example");
        using var raw = await RawConnection.OpenAsync(bot.Address);
        await raw.SayAsync($"GET /embed HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
        var answer = await raw.HearAllAsync();
        if (answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal))
        {
            return;
        }

        var policy = answer.Split("\r\n").Single(line => line.StartsWith("Content-Security-Policy:", StringComparison.Ordinal));
        Assert.Matches("^Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' (wss?://[a-z0-9.:-]+)?; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$", policy);
    }

    [Fact]
    public async Task In_what_a_channel_says_they_reach_no_header_of_what_is_sent_on()
    {
        await using var channel = await MockChannel.StartAsync();
        await using var bot = await channel.BotAsync(null, folder.File("talusbot.db"));
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.TellAsync("message", new JsonObject { ["text"] = "what kind of tape?", ["locale"] = "en\r\nX-Injected: yes", ["from"] = new JsonObject { ["id"] = "29:a\r\nX-Injected: yes", ["name"] = "A\r\nB" }, ["id"] = "1\r\nX-Injected: yes" });

        var sent = await channel.ReplyAsync(talk.Id);
        Assert.DoesNotContain("\n", sent.Path + sent.Authorization, StringComparison.Ordinal);
        Assert.Contains("%0D%0A", sent.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_no_header_can_carry_is_not_used()
    {
        await using var channel = await MockChannel.StartAsync();
        channel.AccessToken = "out\\r\\nX-Injected: yes";
        await using var bot = await channel.BotAsync(null, folder.File("talusbot.db"));
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.SayAsync("what kind of tape?");
        await Condition.UntilAsync(() => channel.TokenRequests > 1);
        Assert.Empty(channel.All);

        // As long as it waits, nothing is lost.
        channel.AccessToken = null;
        Assert.Contains("athletic tape", (await channel.ReplyAsync(talk.Id)).Text, StringComparison.Ordinal);
    }
}
