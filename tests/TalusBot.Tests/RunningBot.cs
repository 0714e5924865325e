using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalusBot.Maintenance;
using TalusBot.Tests.Privacy;
using KnowledgeReading = System.Func<string, string, TalusBot.Knowledge.Encoding.VectorCache, (TalusBot.Knowledge.Snapshot? Snapshot, System.Collections.Generic.IReadOnlyList<TalusBot.Knowledge.Ingest.SourceProblem> Problems)>;

namespace TalusBot.Tests;

/// <summary>The real host on a real port, with a data file of its own.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TemporaryFolder? folder;

    private RunningBot(WebApplication app, TemporaryFolder? folder)
    {
        (this.app, this.folder) = (app, folder);
        Address = app.Urls.First();
        Http = new HttpClient(new SuiteLog.Ear(new HttpClientHandler())) { BaseAddress = new Uri(Address) };
    }

    public string Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="settings">Such as <c>Limits:MessagesPerMinute=3</c>.</param>
    public static Task<RunningBot> StartAsync(TimeProvider? clock = null, string? dataFile = null, params string[] settings) => StartAsync(ShippedKnowledge.Read, clock, dataFile, settings);

    /// <param name="route">Adds what a test wants to be asked for.</param>
    public static Task<RunningBot> StartRoutedAsync(Action<WebApplication> route, params string[] settings) => StartAsync(ShippedKnowledge.Read, null, null, settings, route);

    /// <param name="read">How the knowledge is read, from the start.</param>
    public static Task<RunningBot> StartReadingAsync(KnowledgeReading read, string dataFile, params string[] settings) => StartAsync(read, null, dataFile, settings);

    /// <param name="prepare">Changes parts before they run.</param>
    public static Task<RunningBot> StartReadingAsync(KnowledgeReading read, string dataFile, Action<IServiceProvider> prepare, params string[] settings) =>
        StartAsync(read, null, dataFile, settings, app => prepare(app.Services));

    private static async Task<RunningBot> StartAsync(KnowledgeReading read, TimeProvider? clock, string? dataFile, string[] settings, Action<WebApplication>? route = null)
    {
        var folder = dataFile is null ? new TemporaryFolder() : null;
        ShippedKnowledge.LayVectorsBeside(dataFile ?? folder!.File("talusbot.db"));
        var app = ServerHost.Build(
            [
                "--urls=http://127.0.0.1:0",
                $"--Storage:Path={dataFile ?? folder!.File("talusbot.db")}",
                $"--Knowledge:Path={Repository.Knowledge}",
                $"--Knowledge:Seeds={Repository.Seeds}",
                "--Logging:LogLevel:Default=Warning",
                SuiteLog.Setting,
                .. settings.Select(setting => "--" + setting),
            ],
            clock);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(SuiteLog.Instance);
        app.Services.GetRequiredService<KnowledgeLoader>().Read = read;
        route?.Invoke(app);
        await app.StartAsync();
        return new RunningBot(app, folder);
    }

    /// <summary>Ends as a service manager asks it to.</summary>
    public Task StopAsync() => app.StopAsync();

    /// <summary>A started conversation, as a page would open it.</summary>
    public Task<Talk> TalkAsync() => Talk.BeginAsync(Http);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, string? json = null, string? origin = null) =>
        SendAsync(Http, method, path, token, json, origin);

    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, string? token = null, string? json = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return await http.SendAsync(request);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        folder?.Dispose();
    }

    /// <summary>One conversation over Direct Line.</summary>
    /// <param name="Http">Its base address is the bot's.</param>
    public sealed record Talk(HttpClient Http, string Id, string Token, string StreamUrl)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        public static async Task<Talk> BeginAsync(HttpClient http)
        {
            using var granted = await http.PostAsync("/api/chat/token", content: null);
            var token = (await JsonOf(granted)).GetProperty("token").GetString()!;
            using var started = await RunningBot.SendAsync(http, HttpMethod.Post, "/v3/directline/conversations", token, "{}");
            var grant = await JsonOf(started);
            return new Talk(http, grant.GetProperty("conversationId").GetString()!, grant.GetProperty("token").GetString()!, grant.GetProperty("streamUrl").GetString()!);
        }

        public Task<HttpResponseMessage> PostAsync(string activityJson) =>
            RunningBot.SendAsync(Http, HttpMethod.Post, $"/v3/directline/conversations/{Id}/activities", Token, activityJson);

        /// <summary>Says something and waits for the reply to it.</summary>
        public async Task<JsonElement> AskAsync(string text, string? locale = null)
        {
            using var posted = await PostAsync(Message(text, locale: locale));
            Assert.Equal(200, (int)posted.StatusCode);
            return await ReplyToAsync((await JsonOf(posted)).GetProperty("id").GetString()!);
        }

        /// <summary>Rates a reply and waits for what is said to that.</summary>
        public Task<JsonElement> RateAsync(string replyId, string thumb, string? reason = null) => TellAsync(Rating(replyId, thumb, reason));

        public Task<JsonElement> SendToMaintainersAsync(string replyId) => TellAsync(Event("talusbot/send-to-maintainers", $$"""{"replyToId":"{{replyId}}"}"""));

        private async Task<JsonElement> TellAsync(string activityJson)
        {
            using var posted = await PostAsync(activityJson);
            Assert.Equal(200, (int)posted.StatusCode);
            return await ReplyToAsync((await JsonOf(posted)).GetProperty("id").GetString()!);
        }

        public async Task<JsonElement> ReplyToAsync(string activityId)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                foreach (var activity in await ReadAsync())
                {
                    if (activity.TryGetProperty("replyToId", out var to) && to.GetString() == activityId)
                    {
                        return activity;
                    }
                }

                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
            }
        }

        public async Task<List<JsonElement>> ReadAsync(string watermark = "")
        {
            using var answer = await RunningBot.SendAsync(Http, HttpMethod.Get, $"/v3/directline/conversations/{Id}/activities?watermark={watermark}", Token);
            Assert.Equal(200, (int)answer.StatusCode);
            return [.. (await JsonOf(answer)).GetProperty("activities").EnumerateArray()];
        }

        public async Task<ClientWebSocket> OpenStreamAsync(string? url = null)
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri(url ?? StreamUrl), CancellationToken.None);
            return socket;
        }
    }

    public static string Message(string text, string? clientId = null, string? locale = null) =>
        $$"""{"type":"message","from":{"id":"r_test"},"text":"{{JsonEncodedText.Encode(text)}}"{{(locale is null ? "" : $",\"locale\":\"{locale}\"")}}{{(clientId is null ? "" : $$""","channelData":{"clientActivityID":"{{clientId}}"}""")}}}""";

    /// <param name="value">As JSON.</param>
    public static string Event(string name, string value, string? clientId = null) =>
        $$"""{"type":"event","name":"{{name}}","from":{"id":"r_test"},"value":{{value}} {{(clientId is null ? "" : $$""","channelData":{"clientActivityID":"{{clientId}}"}""")}}}""";

    public static string Rating(string replyId, string thumb, string? reason = null, string? clientId = null)
    {
        var more = reason is null ? "" : $",\"reason\":\"{JsonEncodedText.Encode(reason)}\"";
        return Event("talusbot/feedback", $$"""{"replyToId":"{{replyId}}","thumb":"{{thumb}}"{{more}} }""", clientId);
    }

    /// <summary>The next frame with activities; null when the server has closed.</summary>
    public static async Task<JsonElement?> NextFrameAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[1 << 16];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (received.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            if (length > 0)
            {
                using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
                return document.RootElement.Clone();
            }
        }
    }
}
