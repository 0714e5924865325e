using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>What is said to the bot through a channel, and what it answers in the same breath.</summary>
public sealed class ConnectorTalkTests : IAsyncLifetime, IDisposable
{
    private static readonly JsonObject ExpectReplies = new() { ["deliveryMode"] = "expectReplies" };
    private readonly TemporaryFolder folder = new();
    private MockChannel channel = null!;
    private RunningBot bot = null!;

    private string File => folder.File("talusbot.db");

    public async Task InitializeAsync()
    {
        channel = await MockChannel.StartAsync();
        bot = await channel.BotAsync(dataFile: File);
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Expected_replies_come_in_the_answer_and_the_same_request_gets_the_same_one()
    {
        var talk = Talk();
        var activity = talk.Activity(id: "once", over: ExpectReplies);
        var first = await JsonOf(talk, activity);
        var second = await JsonOf(talk, activity);

        var reply = Assert.Single(first.GetProperty("activities").EnumerateArray());
        Assert.Contains("athletic tape", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(("once", "29:the-user"), (reply.GetProperty("replyToId").GetString(), reply.GetProperty("recipient").GetProperty("id").GetString()));
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Empty(channel.All);
        Assert.Empty(DataFile.Rows(File, "SELECT * FROM connector_conversation"));
    }

    [Fact]
    public async Task Many_messages_of_one_talk_at_the_same_time_are_each_answered_once()
    {
        var talk = Talk();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => talk.AskAsync($"what kind of tape, for day {n}?")));

        Assert.Equal(["24|12"], DataFile.Rows(File, "SELECT COUNT(*), COUNT(DISTINCT json_extract(body, '$.replyToId')) FROM log_entry"));
        Assert.Empty(DataFile.Rows(File, "SELECT * FROM turn WHERE completed_at IS NULL"));
    }

    [Fact]
    public async Task The_same_activity_twice_is_answered_once_even_at_the_same_time()
    {
        var talk = Talk();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => talk.SayAsync("what kind of tape?", id: "same")));
        await talk.SayAsync("thanks");
        await channel.ReplyAsync(talk.Id, 2);

        Assert.Equal(2, channel.All.Count);
    }

    [Fact]
    public async Task In_a_group_the_bots_name_is_taken_out_and_other_names_stay()
    {
        var talk = Talk("groupChat");
        var mentions = new JsonArray(Mention("28:" + MockChannel.AppId, "TalusBot"), Mention("29:kim", "Kim"));
        await talk.TellAsync("message", new JsonObject { ["text"] = "<at>TalusBot</at>&nbsp;what kind of tape does <at>Kim</at> need?\n", ["entities"] = mentions });
        await channel.ReplyAsync(talk.Id);

        Assert.Contains("what kind of tape does Kim need?", DataFile.Rows(File, "SELECT body FROM log_entry WHERE sequence = 1")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_group_what_calls_somebody_else_is_not_kept_and_the_bots_name_alone_means_help()
    {
        var talk = Talk("groupChat");
        await talk.TellAsync("message", new JsonObject { ["text"] = "<at>Kim</at> what kind of tape?", ["entities"] = new JsonArray(Mention("29:kim", "Kim")) });
        await talk.TellAsync("message", new JsonObject { ["text"] = "<at>TalusBot</at> \n", ["entities"] = new JsonArray(Mention("28:" + MockChannel.AppId, "TalusBot")) });

        Assert.Contains("a program that looks up answers", (await channel.ReplyAsync(talk.Id)).Text, StringComparison.Ordinal);
        Assert.Equal(["2"], DataFile.Rows(File, "SELECT COUNT(*) FROM log_entry"));
    }

    [Fact]
    public async Task A_thumb_in_the_channel_rates_the_reply_it_stands_under_and_sends_nothing()
    {
        var talk = Talk();
        await talk.SayAsync("what kind of tape?");
        await channel.ReplyAsync(talk.Id);
        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT * FROM connector_sent").Count == 1);
        await talk.SayAsync("how long do you leave it on?");
        await channel.ReplyAsync(talk.Id, 2);

        var rated = await JsonOf(talk, talk.Activity("invoke", text: null, over: new JsonObject
        {
            ["name"] = "message/submitAction",
            ["replyToId"] = "sent-1",
            ["value"] = new JsonObject { ["actionName"] = "feedback", ["actionValue"] = new JsonObject { ["reaction"] = "dislike", ["feedback"] = "too short" } },
        }));

        Assert.Equal("{}", rated.GetRawText());
        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT sequence, thumb, reason FROM feedback").SequenceEqual(["2|down|too short"]));
        Assert.Equal(2, channel.All.Count);
    }

    [Fact]
    public async Task A_search_from_the_compose_box_is_answered_at_once_and_not_kept()
    {
        var talk = Talk();
        var found = await JsonOf(talk, talk.Activity("invoke", text: null, over: new JsonObject
        {
            ["name"] = "composeExtension/query",
            ["value"] = new JsonObject { ["commandId"] = "search", ["parameters"] = new JsonArray(new JsonObject { ["name"] = "query", ["value"] = "what kind of tape?" }) },
        }));

        Assert.Contains("athletic tape", found.GetProperty("composeExtension").GetRawText(), StringComparison.Ordinal);
        Assert.Empty(DataFile.Rows(File, "SELECT * FROM conversation"));
    }

    [Fact]
    public async Task Direct_Line_cannot_reach_a_talk_in_a_channel_not_even_with_the_secret()
    {
        var talk = Talk();
        await talk.SayAsync("what kind of tape?");
        await channel.ReplyAsync(talk.Id);
        var id = Assert.Single(DataFile.Rows(File, "SELECT id FROM conversation"));
        await bot.DisposeAsync();
        bot = await channel.BotAsync(dataFile: File, more: "DirectLine:Secret=a-secret-for-this-test");

        using var read = await bot.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{id}/activities", "a-secret-for-this-test");
        using var post = await bot.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{id}/activities", "a-secret-for-this-test", RunningBot.Message("hello"));
        Assert.Equal((403, 403), ((int)read.StatusCode, (int)post.StatusCode));
    }

    [Theory]
    [InlineData("serviceUrl", """ "\ud800" """, "half a character")]
    [InlineData("anything", """ {"\udc00":1} """, "half a character")]
    [InlineData("channelData", null, "nested deeper than 32 levels")]
    [InlineData("id", null, "\"id\" is too long")]
    [InlineData("type", "7", "not the JSON expected here")]
    public async Task What_could_not_be_kept_or_sent_on_is_refused_with_what_is_wrong(string field, string? value, string said)
    {
        var written = value ?? (field == "id" ? $"\"{new string('x', 2_049)}\"" : Nested(61));
        var activity = Talk().Activity(over: ExpectReplies);
        activity.Remove(field);
        using var answer = await PostAsync(activity.ToJsonString()[..^1] + $",\"{field}\":{written}}}");

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(said, (await RunningBot.JsonOf(answer)).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_conversation_only_plain_fields_are_sent_back()
    {
        var talk = Talk();
        var over = new JsonObject { ["deliveryMode"] = "expectReplies", ["conversation"] = new JsonObject { ["id"] = talk.Id, ["tenantId"] = JsonNode.Parse(Nested(25)), ["isGroup"] = false, ["conversationType"] = "personal" } };
        var reply = Assert.Single((await JsonOf(talk, talk.Activity(over: over))).GetProperty("activities").EnumerateArray());

        Assert.Equal(["id", "conversationType", "isGroup"], reply.GetProperty("conversation").EnumerateObject().Select(field => field.Name).OrderByDescending(name => name == "id").ThenBy(name => name, StringComparer.Ordinal));
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", channel.Token());
        return await bot.Http.SendAsync(request);
    }

    private ChannelTalk Talk(string kind = "personal") => new(bot.Http, channel) { Kind = kind };

    private static JsonObject Mention(string id, string name) => new()
    {
        ["type"] = "mention",
        ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name },
        ["text"] = $"<at>{name}</at>",
    };

    private static async Task<JsonElement> JsonOf(ChannelTalk talk, JsonObject activity)
    {
        using var answer = await talk.PostAsync(activity);
        Assert.Equal(200, (int)answer.StatusCode);
        return await RunningBot.JsonOf(answer);
    }
}
