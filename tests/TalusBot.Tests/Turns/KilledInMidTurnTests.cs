using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Turns;

public sealed class KilledInMidTurnTests
{
    private const int Talks = 12;
    private const int MessagesEach = 4;

    /// <summary>Kills the process while messages are being taken and answered, again and again over one data file.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_acknowledged_is_answered_once_after_a_restart(bool isPostgreSql)
    {
        using var folder = new TemporaryFolder();
        var database = isPostgreSql ? PostgreSqlServer.NewDatabase() : "";
        var port = LoopbackPort.Free();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var acknowledged = new List<(string Token, string Conversation, string Activity)>();
        for (var round = 0; round < 3; round++)
        {
            using var bot = Start(folder, port, database);
            await bot.ReadyAsync(http);
            var talks = new List<(string Token, string Conversation)>();
            for (var i = 0; i < Talks; i++)
            {
                talks.Add(await BeginAsync(http));
            }

            var sending = talks.SelectMany(talk => Enumerable.Range(0, MessagesEach).Select(_ => SayAsync(http, talk.Token, talk.Conversation))).ToList();
            await Task.WhenAny(sending);
            for (var i = 0; i < round * 3; i++)
            {
                await Task.WhenAny([.. sending.Where(one => !one.IsCompleted).DefaultIfEmpty(sending[0])]);
            }

            bot.Kill();
            foreach (var (talk, i) in sending.Select((one, i) => (one, i)))
            {
                if (await talk is { } id)
                {
                    acknowledged.Add((talks[i / MessagesEach].Token, talks[i / MessagesEach].Conversation, id));
                }
            }
        }

        Assert.NotEmpty(acknowledged);
        using var last = Start(folder, port, database);
        await last.ReadyAsync(http, idle: true);
        foreach (var (token, conversation, activity) in acknowledged)
        {
            Assert.Equal(1, await RepliesAsync(http, token, conversation, activity));
        }
    }

    /// <summary>The turn is certainly open: the message is taken by a store that nobody runs turns for, as if killed in between.</summary>
    [Fact]
    public async Task A_turn_that_was_left_open_is_answered_and_readable_by_the_watermark_from_before()
    {
        using var folder = new TemporaryFolder();
        var port = LoopbackPort.Free();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        string token, conversation, watermark;
        using (var bot = Start(folder, port))
        {
            await bot.ReadyAsync(http);
            (token, conversation) = await BeginAsync(http);
            using var read = await GetAsync(http, token, conversation, "");
            watermark = (await RunningBot.JsonOf(read)).GetProperty("watermark").GetString()!;
            bot.Kill();
        }

        await using (var store = OpenStore.At(folder.File("talusbot.db")))
        {
            await store.Conversations.AcceptAsync(conversation, RunningBot.Message("what kind of tape?"), clientId: null, "http://here", needsReply: true, endsConversation: false);
        }

        using var again = Start(folder, port);
        await again.ReadyAsync(http, idle: true);
        using var after = await GetAsync(http, token, conversation, watermark);
        var activities = (await RunningBot.JsonOf(after)).GetProperty("activities").EnumerateArray().ToList();

        Assert.Contains("Taking over 1 ", again.Said, StringComparison.Ordinal);
        Assert.Equal(2, activities.Count);
        Assert.Equal(activities[0].GetProperty("id").GetString(), activities[1].GetProperty("replyToId").GetString());
        Assert.Contains("athletic tape", activities[1].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A thumb taken by a store that nobody runs turns for; then the process that keeps it is killed, and started again.</summary>
    [Fact]
    public async Task A_thumb_that_was_taken_is_kept_and_answered_once_however_often_the_process_is_killed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("talusbot.db");
        var port = LoopbackPort.Free();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        string token, conversation;
        using (var bot = Start(folder, port))
        {
            await bot.ReadyAsync(http);
            (token, conversation) = await BeginAsync(http);
            await SayAsync(http, token, conversation);
            await bot.ReadyAsync(http, idle: true);
            bot.Kill();
        }

        await using (var store = OpenStore.At(file))
        {
            await store.Conversations.AcceptAsync(conversation, RunningBot.Rating($"{conversation}|0000003", "down", "why"), clientId: null, "http://here", needsReply: true, endsConversation: false);
        }

        for (var start = 0; start < 2; start++)
        {
            using var again = Start(folder, port);
            await again.ReadyAsync(http, idle: true);
            Assert.Equal(1, await RepliesAsync(http, token, conversation, $"{conversation}|0000004"));
            again.Kill();
        }

        Assert.Equal(["3|down|why"], DataFile.Rows(file, "SELECT sequence, thumb, reason FROM feedback"));
        Assert.Equal(["2|thumbsDown"], DataFile.Rows(file, "SELECT sequence, reason FROM inbox"));
    }

    [Fact]
    public async Task Without_knowledge_waiting_messages_wait_on()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("talusbot.db");
        await using (var store = OpenStore.At(file))
        {
            await store.Conversations.StartAsync("a", "directline", "{}");
            await store.Conversations.AcceptAsync("a", RunningBot.Message("what kind of tape?"), clientId: null, "http://here", needsReply: true, endsConversation: false);
        }

        await using (await RunningBot.StartAsync(dataFile: file, settings: $"Knowledge:Path={folder.File("nothing")}"))
        {
        }

        await using var after = OpenStore.At(file);
        Assert.Equal(1, after.Turns.Open());
    }

    private static BotProcess Start(TemporaryFolder folder, int port, string postgreSql = "") =>
        BotProcess.Start([], [("Storage__PostgreSql", postgreSql), ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), ("Storage__Path", folder.File("talusbot.db")), ("Limits__TokensPerMinute", "10000")]);

    private static async Task<(string Token, string Conversation)> BeginAsync(HttpClient http)
    {
        using var granted = await http.PostAsync("/api/chat/token", content: null);
        var token = (await RunningBot.JsonOf(granted)).GetProperty("token").GetString()!;
        using var request = Authorized(HttpMethod.Post, "/v3/directline/conversations", token);
        using var started = await http.SendAsync(request);
        return (token, (await RunningBot.JsonOf(started)).GetProperty("conversationId").GetString()!);
    }

    /// <returns>The activity's id where it was acknowledged; null where the process went away first.</returns>
    private static async Task<string?> SayAsync(HttpClient http, string token, string conversation)
    {
        try
        {
            using var request = Authorized(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", token);
            request.Content = new StringContent(RunningBot.Message("what kind of tape?"), Encoding.UTF8, "application/json");
            using var posted = await http.SendAsync(request);
            return posted.IsSuccessStatusCode ? (await RunningBot.JsonOf(posted)).GetProperty("id").GetString() : null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
        {
            return null;
        }
    }

    private static async Task<int> RepliesAsync(HttpClient http, string token, string conversation, string activity)
    {
        using var read = await GetAsync(http, token, conversation, "");
        var all = (await RunningBot.JsonOf(read)).GetProperty("activities").EnumerateArray().ToList();
        Assert.Contains(all, one => one.GetProperty("id").GetString() == activity);
        return all.Count(one => one.TryGetProperty("replyToId", out var to) && to.GetString() == activity);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient http, string token, string conversation, string watermark)
    {
        using var request = Authorized(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities?watermark={watermark}", token);
        return await http.SendAsync(request);
    }

    private static HttpRequestMessage Authorized(HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
