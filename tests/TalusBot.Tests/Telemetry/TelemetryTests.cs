using System.Text.Json;
using TalusBot.Tests.Channels.Connector;

namespace TalusBot.Tests.Telemetry;

/// <summary>What a collector gets from the program as operators run it: known names, and nobody's words.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Origin = "https://blog.example";
    private const string Words = "which unforgettable tape for Wilhelmina";
    private const string Visitor = "203.0.113.77";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Metrics_traces_and_logs_reach_a_collector_and_nobodys_words_or_ids_do()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var channel = await MockChannel.StartAsync();
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        using var bot = BotProcess.Start(
            [],
            [
                ("ASPNETCORE_URLS", address),
                ("Storage__Path", folder.File("talusbot.db")),
                ("DirectLine__AllowedOrigins__0", Origin),
                ("Web__TrustedProxies__0", "127.0.0.1"),
                ("Limits__TokensPerMinute", "2"),
                ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
                ("Logging__Console__FormatterName", "json"),
                ("Logging__Console__FormatterOptions__IncludeScopes", "true"),
                ("Logging__OpenTelemetry__IncludeScopes", "true"),
                .. channel.Settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value)),
                .. collector.Settings,
            ]);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", Visitor);
        await bot.ReadyAsync(http);

        var talk = await SayOverDirectLineAsync(http);
        using (await http.GetAsync(new Uri($"/ask?q={Uri.EscapeDataString(Words)}", UriKind.Relative)))
        using (await http.GetAsync(new Uri($"/ask?q={Uri.EscapeDataString(Words)}&moved={Uri.EscapeDataString(Words)}", UriKind.Relative)))
        using (await http.GetAsync(new Uri($"/ask/{Uri.EscapeDataString(Words)}", UriKind.Relative)))
        {
            // Looked up, refused, and not there.
        }

        var inTeams = new ChannelTalk(http, channel) { Id = "a:the-conversation-in-teams" };
        await inTeams.SayAsync(Words);
        await channel.ReplyAsync(inTeams.Id);

        foreach (var metric in (string[])[
            "talusbot.turn.duration", "talusbot.turn.open", "talusbot.turn.queued", "talusbot.store.commit.duration", "talusbot.store.commit.writes", "talusbot.store.write.waiting",
            "talusbot.knowledge.load.duration", "talusbot.knowledge.units", "talusbot.knowledge.behind", "talusbot.connector.attempts",
            "http.server.request.duration", "kestrel.active_connections", "aspnetcore.rate_limiting.requests", "dotnet.gc.collections"])
        {
            await Eventually.TrueAsync(() => collector.Metrics.Contains(metric, StringComparison.Ordinal));
        }

        foreach (var span in (string[])["POST /v3/directline/conversations/{id}/activities", "talusbot.turn", "talusbot.store.write", "talusbot.knowledge.load", "talusbot.connector.send", "GET /ask", "msteams"])
        {
            await Eventually.TrueAsync(() => collector.Traces.Contains(span, StringComparison.Ordinal));
        }

        await Eventually.TrueAsync(() => collector.Logs.Contains("Knowledge read:", StringComparison.Ordinal));
        bot.Terminate();
        Assert.Equal(0, await bot.EndAsync());

        foreach (var secret in (string[])[
            "unforgettable", "Wilhelmina", Visitor, talk.Token, "r_test", inTeams.Id, "the-conversation-in-teams", "29:the-user", "directory-id", MockChannel.Tenant, "url.query", "url.path", "user_agent", "client.address"])
        {
            Assert.DoesNotContain(secret, collector.All, StringComparison.Ordinal);
        }

        // Our own id of a talk stands in logs, for whoever mends things; not in what is gathered from everybody.
        Assert.DoesNotContain(talk.Id, collector.Metrics + collector.Traces, StringComparison.Ordinal);
        Assert.DoesNotContain("Wilhelmina", bot.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(Visitor, bot.Said, StringComparison.Ordinal);
        Assert.Contains("RequestId", bot.Said, StringComparison.Ordinal);
        Assert.Contains("RequestId", collector.Logs, StringComparison.Ordinal);
        Assert.DoesNotContain("RequestPath", bot.Said + collector.Logs, StringComparison.Ordinal);
        Assert.Contains("\"Category\":\"TalusBot.Maintenance.KnowledgeLoader\"", bot.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_gathered()
    {
        await using var bot = await RunningBot.StartAsync();
        Assert.Null(bot.Services.GetService(typeof(OpenTelemetry.Metrics.MeterProvider)));
        Assert.Null(bot.Services.GetService(typeof(OpenTelemetry.Trace.TracerProvider)));
    }

    [Fact]
    public async Task A_turn_off_switch_of_OpenTelemetrys_own_is_obeyed()
    {
        await using var bot = await RunningBot.StartAsync(settings: ["OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", "OTEL_SDK_DISABLED=true"]);
        Assert.Null(bot.Services.GetService(typeof(OpenTelemetry.Metrics.MeterProvider)));
    }

    [Fact]
    public async Task Every_name_that_is_documented_is_made_and_every_one_that_is_made_is_documented()
    {
        var documented = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "telemetry.md"))).Split("## Traces")[0];
        var made = new List<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("TalusBot.", StringComparison.Ordinal))
            {
                lock (made)
                {
                    made.Add(instrument.Name);
                }
            }
        };
        listener.Start();
        await using var bot = await RunningBot.StartAsync(settings: "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1");

        lock (made)
        {
            Assert.Equal(
                made.Distinct().Order(StringComparer.Ordinal),
                System.Text.RegularExpressions.Regex.Matches(documented, @"^\| `(talusbot\.[a-z_.]+)`", System.Text.RegularExpressions.RegexOptions.Multiline).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        }
    }

    private static async Task<(string Id, string Token)> SayOverDirectLineAsync(HttpClient http)
    {
        var token = (await SendAsync("/api/chat/token", null, null)).GetProperty("token").GetString()!;
        await SendAsync("/api/chat/token", null, null);
        await SendAsync("/api/chat/token", null, null);
        var id = (await SendAsync("/v3/directline/conversations", token, "{}")).GetProperty("conversationId").GetString()!;
        await SendAsync($"/v3/directline/conversations/{id}/activities", token, RunningBot.Message(Words));
        await SendAsync($"/v3/directline/conversations/{id}/activities", token, $$"""{"type":"{{Words}}","from":{"id":"r_test","name":"{{Words}}"},"x":[}""");
        return (id, token);

        async Task<JsonElement> SendAsync(string path, string? bearer, string? json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Origin", Origin);
            if (bearer is not null)
            {
                request.Headers.Authorization = new("Bearer", bearer);
            }

            request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request);
            return await RunningBot.JsonOf(answer);
        }
    }
}
