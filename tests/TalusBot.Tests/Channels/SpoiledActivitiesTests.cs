using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TalusBot.Tests.Channels.Connector;

namespace TalusBot.Tests.Channels;

/// <summary>Whatever is sent in the place of an activity, the bot answers without a failure of its own and goes on.</summary>
public sealed class SpoiledActivitiesTests : IAsyncLifetime, IDisposable
{
    private const int Connectors = 1_500;
    private const int Webhooks = 400;
    private const int DirectLines = 900;
    private const int AtOnce = 8;
    private static readonly byte[] Key = SHA256.HashData("a key for these tests"u8);
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new();
    private MockChannel channel = null!;
    private BotProcess process = null!;

    public async Task InitializeAsync()
    {
        channel = await MockChannel.StartAsync();
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        ShippedKnowledge.LayVectorsBeside(folder.File("talusbot.db"));
        process = BotProcess.Start(
            [],
            [
                ("ASPNETCORE_URLS", address), ("Storage__Path", folder.File("talusbot.db")), ("Limits__MessagesPerMinute", "1000000"), ("Limits__RequestsPerMinute", "1000000"),
                ("TeamsWebhook__Secret", Convert.ToBase64String(Key)), ("DirectLine__Secret", "the-secret-of-these-tests"),
                .. channel.Settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value)),
            ]);
        http.BaseAddress = new Uri(address);
        await process.ReadyAsync(http);
    }

    public async Task DisposeAsync()
    {
        process.Dispose();
        await channel.DisposeAsync();
    }

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Thousands_of_spoiled_activities_are_answered_without_a_failure_and_the_good_ones_after_them_too()
    {
        var bearer = "Bearer " + channel.Token();
        var conversations = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => StartAsync()));
        var webhook = Webhook().ToJsonString();
        var requests =
            Enumerable.Range(0, Connectors).Select(i => new Attempt("/api/messages", bearer, TeamsActivity(i), i))
            .Concat(Enumerable.Range(0, Webhooks).Select(i => new Attempt("/api/teams/webhook", "HMAC", webhook, i)))
            .Concat(Enumerable.Range(0, DirectLines).Select(i => new Attempt($"/v3/directline/conversations/{conversations[i % conversations.Length]}/activities", DirectLine, DirectLineActivity(conversations[i % conversations.Length], i), i)));

        var taken = 0;
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (attempt, cancel) =>
        {
            var body = Spoiled.Of(attempt.Json, attempt.Seed);
            using var answer = await PostAsync(attempt.Path, attempt.Authorization, body);
            var status = (int)answer.StatusCode;

            // 501 is what Teams is answered to an invoke that the bot does not know.
            Assert.True(status < 500 || (status == 501 && attempt.Json.Contains("invoke", StringComparison.Ordinal)), $"{status} for seed {attempt.Seed} of {attempt.Path}: {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2_000)))}");
            Interlocked.Add(ref taken, status == 200 ? 1 : 0);
        });

        Assert.InRange(taken, (Connectors + Webhooks + DirectLines) / 5, Connectors + Webhooks + DirectLines);
        foreach (var id in conversations)
        {
            using var read = await GetAsync($"/v3/directline/conversations/{id}/activities");
            Assert.NotEmpty((await RunningBot.JsonOf(read)).GetProperty("activities").EnumerateArray());
        }

        await process.ReadyAsync(http, idle: true);
        var good = new ChannelTalk(http, channel);
        await good.SayAsync("what kind of tape?");
        Assert.Contains("athletic tape", (await channel.ReplyAsync(good.Id)).Text, StringComparison.Ordinal);
        using var answered = await PostAsync("/api/teams/webhook", "HMAC", Encoding.UTF8.GetBytes(webhook.Replace("\"id\":\"1\"", "\"id\":\"2\"", StringComparison.Ordinal)));
        Assert.Contains("athletic tape", await answered.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", process.Said, StringComparison.Ordinal);
    }

    private const string DirectLine = "Bearer the-secret-of-these-tests";

    /// <summary>One of everything that Teams brings, under an id of its own.</summary>
    private string TeamsActivity(int number)
    {
        var talk = new ChannelTalk(http, channel) { Id = $"19:talk-{number % AtOnce}", Kind = number % 2 == 0 ? "groupChat" : "personal" };
        JsonObject[] all =
        [
            talk.Activity(over: Read("""{"deliveryMode":"expectReplies"}""")),
            talk.Activity(),
            talk.Activity(text: "<at>TalusBot</at> how long? <at>Kim</at>", over: Read($$$"""
                {"entities":[{"type":"mention","text":"<at>TalusBot</at>","mentioned":{"id":"28:{{{MockChannel.AppId}}}","name":"TalusBot"}},{"type":"mention","text":"<at>Kim</at>","mentioned":{"id":"29:kim","name":"Kim"}},
                 {"type":"clientInfo","locale":"en-US","country":"US","platform":"Windows"}],"attachments":[{"contentType":"text/html","content":"<p>how long?</p>"}],"textFormat":"plain",
                 "channelData":{"tenant":{"id":"t"},"team":{"id":"19:a"},"channel":{"id":"19:b"}},"timestamp":"2024-01-01T00:00:00Z","deliveryMode":"expectReplies"}
                """)),
            talk.Activity(text: null, over: Read("""{"value":{"talusbot":{"verb":"say","say":"start the check","turn":"x|1"}},"replyToId":"sent-1"}""")),
            talk.Activity("invoke", text: null, over: Read("""{"name":"adaptiveCard/action","value":{"action":{"type":"Action.Execute","verb":"say","data":{"talusbot":{"verb":"say","say":"how long?"}}},"trigger":"manual"},"replyToId":"sent-1"}""")),
            talk.Activity("invoke", text: null, over: Read("""{"name":"adaptiveCard/action","value":{"action":{"verb":"send","data":{"talusbot":{"verb":"send","turn":"x|1"}}}},"replyToId":"sent-2"}""")),
            talk.Activity("invoke", text: null, over: Read("""{"name":"message/submitAction","value":{"actionName":"feedback","actionValue":{"reaction":"like","feedback":"{\"feedbackText\":\"thanks\"}"}},"replyToId":""}""")),
            talk.Activity("invoke", text: null, over: Read("""{"name":"composeExtension/query","value":{"commandId":"search","parameters":[{"name":"query","value":"what tape?"}],"queryOptions":{"skip":0,"count":25}}}""")),
            talk.Activity("conversationUpdate", text: null, over: Read($$"""{"membersAdded":[{"id":"28:{{MockChannel.AppId}}"},{"id":"29:u","name":"Alex"}]}""")),
            talk.Activity("installationUpdate", text: null, over: Read("""{"action":"add"}""")),
            talk.Activity("messageReaction", text: null, over: Read("""{"reactionsAdded":[{"type":"like"}],"replyToId":"sent-1"}""")),
            talk.Activity("endOfConversation", text: null),
        ];
        return all[number % all.Length].ToJsonString();
    }

    private static JsonObject Webhook() => Read("""
        {"type":"message","id":"1","text":"<at>Tape</at> what kind of tape?","conversation":{"id":"19:team@thread.tacv2;messageid=7"},"from":{"id":"29:u","name":"Alex"},"locale":"en-GB",
         "entities":[{"type":"mention","mentioned":{"id":"","name":"Tape"},"text":"<at>Tape</at>"}],"channelData":{"teamsTeamId":"19:a"},"serviceUrl":"https://smba.trafficmanager.net/amer/"}
        """);

    private static string DirectLineActivity(string conversation, int number) => (number % 4) switch
    {
        0 => $$$"""{"type":"message","from":{"id":"u","name":"Alex","role":"user"},"text":"what kind of tape?","locale":"en-US","textFormat":"plain","channelData":{"clientActivityID":"{{{number}}}","x":[1,{"y":null}]},"entities":[{"type":"ClientCapabilities"}]}""",
        1 => $$$"""{"type":"event","name":"talusbot/feedback","from":{"id":"u"},"value":{"replyToId":"{{{conversation}}}|0000003","thumb":"down","reason":"too short"}}""",
        2 => $$$"""{"type":"event","name":"talusbot/send-to-maintainers","from":{"id":"u"},"value":{"replyToId":"{{{conversation}}}|0000003"}}""",
        _ => $$$"""{"type":"message","from":{"id":"u"},"text":"how long?","suggestedActions":{"actions":[{"type":"imBack","title":"a","value":"a"}]},"attachments":[{"contentType":"image/png","contentUrl":"data:,"}],"replyToId":"{{{conversation}}}|0000001","conversation":{"id":"x","tenantId":"t"},"timestamp":"now"}""",
    };

    private static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>A Direct Line conversation in which one question has been answered.</summary>
    private async Task<string> StartAsync()
    {
        using var started = await PostAsync("/v3/directline/conversations", DirectLine, "{}"u8.ToArray());
        var id = (await RunningBot.JsonOf(started)).GetProperty("conversationId").GetString()!;
        using var asked = await PostAsync($"/v3/directline/conversations/{id}/activities", DirectLine, """{"type":"message","from":{"id":"u"},"text":"what kind of tape?"}"""u8.ToArray());
        Assert.Equal(200, (int)asked.StatusCode);
        return id;
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", DirectLine);
        return await http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string authorization, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", authorization == "HMAC" ? $"HMAC {Convert.ToBase64String(HMACSHA256.HashData(Key, body))}" : authorization);
        return await http.SendAsync(request);
    }

    private sealed record Attempt(string Path, string Authorization, string Json, int Seed);
}
