using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging;
using TalusBot.Telemetry;
using TalusBot.Tests.Channels;
using TalusBot.Tests.Channels.Connector;

namespace TalusBot.Tests.Privacy;

/// <summary>What visitors type is never logged: looked for in all that the bots of the whole test run have logged.</summary>
[Collection(AfterAllOthers.Name)]
public sealed class LogsTests
{
    private const string Words = "my unforgettable sister Wilhelmina";

    [Fact]
    public async Task Nothing_that_a_visitor_said_stands_in_any_log_of_this_run()
    {
        await using (var channel = await MockChannel.StartAsync())
        await using (var inTeams = await channel.BotAsync())
        await using (var bot = await RunningBot.StartAsync())
        {
            await SayEverywhereAsync(bot);
            await SayInTeamsAsync(inTeams, channel);
        }

        Assert.Contains("Microsoft.AspNetCore.Hosting.Diagnostics", SuiteLog.Instance.Categories);
        Assert.Contains("TalusBot.Turns.TurnRunner", SuiteLog.Instance.Categories);
        var leaks = SuiteLog.Instance.Leaks();
        Assert.True(leaks.Count == 0, string.Join('\n', leaks.GroupBy(line => line.Split(':')[0]).Select(one => $"{one.Count()} lines like {one.First()}")));
    }

    [Fact]
    public void The_search_finds_words_as_they_are_and_as_they_stand_in_addresses_and_in_json()
    {
        const string Said = "where is my \"sister\" today?";
        foreach (var form in (string[])[Said, Uri.EscapeDataString(Said), WebUtility.UrlEncode(Said), WebUtility.HtmlEncode(Said), JavaScriptEncoder.Default.Encode(Said), Said.Replace(' ', '+')])
        {
            Assert.True(SuiteLog.Holds($"GET /ask?q={form} HTTP/1.1", [Said]), form);
        }

        Assert.False(SuiteLog.Holds("GET /ask?q=[Redacted] HTTP/1.1", [Said]));
    }

    [Theory]
    [MemberData(nameof(Quoting))]
    internal void An_exception_that_quotes_is_logged_without_its_words(Exception quoting)
    {
        var heard = new List<string>();
        using var hearing = new Hearing(heard);
        using var factory = new DiscreetLoggerFactory(new LoggerFactory([hearing]));

        factory.CreateLogger("any").Log(LogLevel.Error, default, "A turn failed", new InvalidOperationException("outer", quoting), (state, _) => state);

        Assert.Contains(Words, quoting.ToString(), StringComparison.Ordinal);
        var line = Assert.Single(heard);
        Assert.Contains(quoting.GetType().FullName!, line, StringComparison.Ordinal);
        Assert.Contains(nameof(Quoting), line, StringComparison.Ordinal);
        Assert.DoesNotContain("Wilhelmina", line, StringComparison.Ordinal);
    }

    public static TheoryData<Exception> Quoting()
    {
        return
        [
            Thrown(() => int.Parse(Words, System.Globalization.CultureInfo.InvariantCulture)),
            Thrown(() => new Dictionary<string, int>()[Words]),
            Thrown(() => Enum.Parse<DayOfWeek>(Words)),
            Thrown(() => System.Text.Json.JsonSerializer.Deserialize($$"""{"{{Words}}":{"x": } }""", TalusBot.Activities.ActivityJson.Default.Activity)!),
            Thrown(() => new System.Net.Http.Headers.MediaTypeHeaderValue(Words)),
        ];

        static Exception Thrown<T>(Func<T> work)
        {
            try
            {
                work();
            }
            catch (Exception error)
            {
                return error;
            }

            throw new InvalidOperationException("It went well.");
        }
    }

    /// <summary>By every way in, well and badly formed.</summary>
    private static async Task SayEverywhereAsync(RunningBot bot)
    {
        var talk = await bot.TalkAsync();
        var reply = (await talk.AskAsync(Words)).GetProperty("id").GetString()!;
        await talk.RateAsync(reply, "down", Words);
        await SendAsync(talk.PostAsync($$"""{"type":"message","from":{"id":"a"},"text":"{{Words}}","{{Words}}":[}"""), 400);
        await SendAsync(talk.PostAsync($$"""{"type":"message","from":"{{Words}}","text":"{{Words}}"}"""), 400);
        await SendAsync(talk.PostAsync(RunningBot.Event("talusbot/feedback", $$"""{"replyToId":"{{Words}}","thumb":"{{Words}}"}""")), 400);
        await SendAsync(bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":"{{Words}}"}"""), 200);
        await SendAsync(bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":{"{{Words}}":1} }"""), 400);
        await SendAsync(bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":"{{string.Concat(Enumerable.Repeat(Words, 1_000))}}"}"""), 413);

        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync(Words);
        await browser.GoAsync($"/ask?q={Uri.EscapeDataString(Words)}");
        await SendAsync(bot.Http.GetAsync(new Uri($"/ask?q={Uri.EscapeDataString(Words)}&moved={Uri.EscapeDataString(Words)}&talk={Uri.EscapeDataString(Words)}", UriKind.Relative)), 400);
        await SendAsync(bot.Http.GetAsync(new Uri($"/health?q={Uri.EscapeDataString(Words)}", UriKind.Relative)), 200);
        Assert.Contains("400", await RawAsync(bot, $"GET /ask?q={Words} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
        Assert.Contains("400", await RawAsync(bot, $"GET /ask HTTP/1.1\r\nHost: {Words}\r\n\r\n"), StringComparison.Ordinal);
    }

    private static async Task SayInTeamsAsync(RunningBot bot, MockChannel channel)
    {
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.SayAsync(Words);
        await channel.ReplyAsync(talk.Id);
        await SendAsync(talk.PostAsync(talk.Activity(text: Words), token: "no token"), 401);
    }

    private static async Task SendAsync(Task<HttpResponseMessage> sending, int status)
    {
        using var answer = await sending;
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task<string> RawAsync(RunningBot bot, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, new Uri(bot.Address).Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }

    private sealed class Hearing(List<string> heard) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            heard.Add($"{formatter(state, exception)} {exception?.Message} {exception}");

        public void Dispose()
        {
        }
    }
}
