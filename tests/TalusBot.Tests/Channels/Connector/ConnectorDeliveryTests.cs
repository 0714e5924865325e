using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Knowledge;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>What the bot sends, when, and what it keeps for that.</summary>
public sealed class ConnectorDeliveryTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private MockChannel channel = null!;

    private const string Unsent = "SELECT d.conversation_id FROM connector_conversation d JOIN conversation c ON c.id = d.conversation_id WHERE c.last_sequence > d.delivered";

    private string File => folder.File("talusbot.db");

    public async Task InitializeAsync() => channel = await MockChannel.StartAsync();

    public async Task DisposeAsync() => await channel.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_reply_goes_to_whom_it_answers_with_the_bots_own_token()
    {
        await using var bot = await channel.BotAsync();
        var talk = new ChannelTalk(bot.Http, channel) { Id = "19:x@thread.tacv2;messageid=17", Kind = "channel" };
        await talk.SayAsync("what kind of tape?", id: "f:1/2");

        var reply = await channel.ReplyAsync(talk.Id);

        Assert.Equal("/amer/v3/conversations/19%3Ax%40thread.tacv2%3Bmessageid%3D17/activities/f%3A1%2F2", reply.Path);
        Assert.Equal("Bearer out-1", reply.Authorization);
        Assert.Equal(
            ("f:1/2", "29:the-user", "28:" + MockChannel.AppId, talk.Id, MockChannel.Tenant),
            (reply.Body.GetProperty("replyToId").GetString(), IdOf(reply, "recipient"), IdOf(reply, "from"), IdOf(reply, "conversation"), reply.Body.GetProperty("conversation").GetProperty("tenantId").GetString()));
        Assert.False(reply.Body.TryGetProperty("id", out _) || reply.Body.TryGetProperty("serviceUrl", out _));
        Assert.Contains("athletic tape", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_is_busy_or_down_gets_the_replies_later_once_each_and_in_order()
    {
        await using var bot = await channel.BotAsync();
        var talk = new ChannelTalk(bot.Http, channel);
        channel.Plan(talk.Id, [new(429, RetryAfter: "0"), new(502), new(503), new(504), new(412), new(502), new(502), new(429)]);
        await talk.SayAsync("what kind of tape?", id: "first");
        await talk.SayAsync("how long do you leave it on?", id: "second");
        await talk.SayAsync("thanks", id: "third");

        await channel.ReplyAsync(talk.Id, 3);

        Assert.Equal(["first", "second", "third"], channel.Taken(talk.Id).Select(sent => sent.Body.GetProperty("replyToId").GetString()));
        Assert.Equal(11, channel.All.Count(sent => sent.Type == "message"));
    }

    [Fact]
    public async Task What_the_channel_has_taken_is_not_sent_again_because_it_could_not_be_noted_at_once()
    {
        var database = PostgreSqlServer.NewDatabase();
        await using var bot = await channel.BotAsync(more: $"Storage:PostgreSql={database}");
        var talk = new ChannelTalk(bot.Http, channel);
        using (var refusing = new RefusingTable(database, "connector_sent"))
        {
            await talk.SayAsync("what kind of tape?");
            await channel.ReplyAsync(talk.Id);
            await refusing.RefusedAgainAsync();
        }

        await Eventually.TrueAsync(() => PostgreSqlServer.Rows(database, Unsent).Count == 0);
        Assert.Single(channel.All, sent => sent.Type == "message");
        Assert.Single(PostgreSqlServer.Rows(database, "SELECT * FROM connector_sent"));
    }

    [Theory]
    [MemberData(nameof(AnyDatabase.Kinds), MemberType = typeof(AnyDatabase))]
    public async Task A_reaction_that_no_reply_follows_leaves_nothing_to_send(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using (var bot = await channel.BotAsync(dataFile: database.DataFilePath, more: database.Settings))
        {
            var talk = new ChannelTalk(bot.Http, channel);
            await talk.InstallAsync();
            await channel.ReplyAsync(talk.Id);
            await Eventually.TrueAsync(() => database.Rows(Unsent).Count == 0);
            await talk.TellAsync("messageReaction", new JsonObject { ["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" }) });
            Assert.Single(database.Rows(Unsent));
        }

        await using var next = await channel.BotAsync(dataFile: database.DataFilePath, more: database.Settings);
        await Eventually.TrueAsync(() => database.Rows(Unsent).Count == 0);
        Assert.Single(channel.All, sent => sent.Type == "message");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(413)]
    public async Task What_the_channel_refuses_is_not_tried_again_and_keeps_nothing_back(int status)
    {
        await using var bot = await channel.BotAsync();
        var talk = new ChannelTalk(bot.Http, channel);
        channel.Plan(talk.Id, new MockChannel.Answer(status, "BadArgument"));
        await talk.SayAsync("what kind of tape?");
        await talk.SayAsync("thanks");

        await channel.ReplyAsync(talk.Id);

        Assert.Equal(2, channel.All.Count);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once()
    {
        await using var bot = await channel.BotAsync();
        var talk = new ChannelTalk(bot.Http, channel);
        channel.Plan(talk.Id, new MockChannel.Answer(401), new MockChannel.Answer(201), new MockChannel.Answer(401), new MockChannel.Answer(401));
        await talk.SayAsync("what kind of tape?");
        Assert.Equal("Bearer out-2", (await channel.ReplyAsync(talk.Id)).Authorization);

        await talk.SayAsync("thanks");
        await talk.SayAsync("thank you");
        await channel.ReplyAsync(talk.Id, 2);

        Assert.Equal(5, channel.All.Count);
    }

    [Fact]
    public async Task The_access_token_is_asked_for_once_and_renewed_five_minutes_before_its_end()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var bot = await channel.BotAsync(clock);
        var talks = Enumerable.Range(0, 10).Select(_ => new ChannelTalk(bot.Http, channel) { Clock = clock }).ToList();
        await Task.WhenAll(talks.Select(talk => talk.SayAsync("what kind of tape?")));
        await Task.WhenAll(talks.Select(talk => channel.ReplyAsync(talk.Id)));
        Assert.Equal(1, channel.TokenRequests);

        clock.Advance(TimeSpan.FromSeconds(3599 - 299));
        await talks[0].SayAsync("thanks");
        await channel.ReplyAsync(talks[0].Id, 2);
        Assert.Equal(2, channel.TokenRequests);
    }

    [Fact]
    public async Task While_the_login_server_is_down_replies_wait()
    {
        channel.LoginStatus = 503;
        await using var bot = await channel.BotAsync();
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.SayAsync("what kind of tape?");
        await Eventually.TrueAsync(() => channel.TokenRequests > 3);
        channel.LoginStatus = 200;

        await channel.ReplyAsync(talk.Id);

        Assert.Single(channel.All);
    }

    [Theory]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("ConversationBlockedByUser")]
    public async Task Where_the_bot_is_not_welcome_it_stays_silent_and_forgets_until_it_is_installed_again(string code)
    {
        await using var bot = await channel.BotAsync(dataFile: File);
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.InstallAsync();
        await channel.ReplyAsync(talk.Id);
        channel.Plan(talk.Id, new MockChannel.Answer(403, code));
        await talk.SayAsync("what kind of tape?");

        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT reference FROM connector_conversation").SequenceEqual([""]));
        Assert.Empty(DataFile.Rows(File, "SELECT * FROM connector_turn"));

        await talk.InstallAsync();
        await talk.SayAsync("thanks");
        await channel.ReplyAsync(talk.Id, 2);
        Assert.Equal(3, channel.All.Count(sent => sent.Type == "message"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_blocked_the_bot_and_writes_again_is_answered_and_hears_nothing_of_what_was_missed(bool wasInstalled)
    {
        await using var bot = await channel.BotAsync(dataFile: File);
        var talk = new ChannelTalk(bot.Http, channel);
        if (wasInstalled)
        {
            await talk.InstallAsync();
            await channel.ReplyAsync(talk.Id);
        }

        channel.Plan(talk.Id, new MockChannel.Answer(403, "ConversationBlockedByUser"));
        await talk.SayAsync("what kind of tape?", id: "missed");
        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT reference FROM connector_conversation").SequenceEqual([""]));

        await talk.SayAsync("thanks", id: "again");
        await talk.SayAsync("how long do you leave it on?", id: "and again");
        await channel.ReplyAsync(talk.Id, wasInstalled ? 3 : 2);

        Assert.Equal(
            ["again", "and again"],
            channel.Taken(talk.Id).Where(sent => sent.Body.TryGetProperty("replyToId", out _)).Select(sent => sent.Body.GetProperty("replyToId").GetString()));
    }

    [Fact]
    public async Task Whoever_writes_while_the_channel_still_says_that_they_blocked_the_bot_gets_both_replies()
    {
        await using var bot = await channel.BotAsync(dataFile: File);
        var talk = new ChannelTalk(bot.Http, channel);
        var held = new TaskCompletionSource();
        channel.Plan(talk.Id, new MockChannel.Answer(403, "ConversationBlockedByUser", Held: held.Task));
        await talk.SayAsync("what kind of tape?", id: "first");
        await Eventually.TrueAsync(() => channel.All.Count == 1);
        await talk.SayAsync("thanks", id: "second");
        held.SetResult();

        await channel.ReplyAsync(talk.Id, 2);

        Assert.Equal(["first", "second"], channel.Taken(talk.Id).Select(sent => sent.Body.GetProperty("replyToId").GetString()));
    }

    [Fact]
    public async Task Ids_of_the_channel_are_gone_when_the_reply_is_sent_and_nobody_installed_the_bot()
    {
        await using var bot = await channel.BotAsync(dataFile: File);
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.SayAsync("what kind of tape?");
        await channel.ReplyAsync(talk.Id);

        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT reference FROM connector_conversation").SequenceEqual([""]));

        var all = string.Concat(((string[])["conversation", "log_entry", "turn", "connector_conversation", "connector_turn", "connector_sent"]).SelectMany(table => DataFile.Rows(File, $"SELECT * FROM {table}")));
        Assert.DoesNotContain("29:the-user", all, StringComparison.Ordinal);
        Assert.DoesNotContain("directory-id", all, StringComparison.Ordinal);
        Assert.DoesNotContain(talk.Id, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_bot_is_installed_the_place_is_kept_but_no_person()
    {
        await using var bot = await channel.BotAsync(dataFile: File);
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.InstallAsync();
        await talk.SayAsync("what kind of tape?");
        await channel.ReplyAsync(talk.Id, 2);
        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT * FROM connector_turn").Count == 0);

        var reference = Assert.Single(DataFile.Rows(File, "SELECT reference FROM connector_conversation"));
        Assert.Contains(talk.Id, reference, StringComparison.Ordinal);
        Assert.DoesNotContain("29:the-user", reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_installs_the_bot_is_welcomed_once_and_whoever_removes_it_hears_nothing_more()
    {
        await using var bot = await channel.BotAsync(dataFile: File);
        var talk = new ChannelTalk(bot.Http, channel);
        await Task.WhenAll(talk.InstallAsync(), talk.TellAsync("installationUpdate", new JsonObject { ["action"] = "add" }), talk.InstallAsync());
        Assert.StartsWith("Hello, I am", (await channel.ReplyAsync(talk.Id)).Text, StringComparison.Ordinal);
        await talk.TellAsync("installationUpdate", new JsonObject { ["action"] = "remove" });
        await talk.SayAsync("thanks");
        await channel.ReplyAsync(talk.Id, 2);

        Assert.Equal(2, channel.All.Count);
    }

    [Fact]
    public async Task An_answer_that_is_published_later_comes_into_the_same_chat()
    {
        var knowledge = folder.CopyOf(Repository.Knowledge);
        await using var bot = await channel.BotAsync(dataFile: File, more: $"Knowledge:Path={knowledge}");
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.SayAsync("who wrote hamlet", id: "asked");
        await channel.ReplyAsync(talk.Id);

        await System.IO.File.WriteAllTextAsync(
            Path.Combine(knowledge, "entries", "hamlet.md"),
            "---\nquestion: who wrote hamlet\nsources:\n  - ankle-talus#c12: Yep, you can leave it on.\n---\nShakespeare did. [1]\n");
        bot.Services.GetRequiredService<KnowledgeBase>().Publish(Snapshot.Read(knowledge, Repository.Seeds), TimeProvider.System.GetUtcNow());

        var told = await channel.ReplyAsync(talk.Id, 2);
        Assert.StartsWith("You asked: ", told.Text, StringComparison.Ordinal);
        Assert.Equal("asked", told.Body.GetProperty("replyToId").GetString());
        Assert.Equal("29:the-user", IdOf(told, "recipient"));
        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT reference FROM connector_conversation").SequenceEqual([""]));
    }

    [Fact]
    public async Task In_a_group_each_asker_is_told_once_and_the_reminder_of_a_sign_goes_to_one_alone()
    {
        var knowledge = folder.CopyOf(Repository.Knowledge);
        await using var bot = await channel.BotAsync(dataFile: File, more: $"Knowledge:Path={knowledge}");
        var (anna, ben) = (Talk("29:anna"), Talk("29:ben"));
        await anna.SayAsync("who wrote hamlet", id: "a1");
        await anna.SayAsync("who wrote hamlet", id: "a2");
        await ben.SayAsync("who wrote hamlet", id: "b1");
        await channel.ReplyAsync(anna.Id, 3);
        await anna.AskAsync("I cannot put any weight on the foot since I fell yesterday");

        await System.IO.File.WriteAllTextAsync(
            Path.Combine(knowledge, "entries", "hamlet.md"),
            "---\nquestion: who wrote hamlet\nsources:\n  - ankle-talus#c12: Yep, you can leave it on.\n---\nShakespeare did. [1]\n");
        bot.Services.GetRequiredService<KnowledgeBase>().Publish(Snapshot.Read(knowledge, Repository.Seeds), TimeProvider.System.GetUtcNow());

        await channel.ReplyAsync(anna.Id, 5);
        var told = channel.Taken(anna.Id)[3..].ToDictionary(sent => IdOf(sent, "recipient")!, sent => sent.Text);
        Assert.Equal(["29:anna", "29:ben"], told.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("First, please have the sign looked at", told["29:anna"], StringComparison.Ordinal);
        Assert.DoesNotContain("First, please have the sign looked at", told["29:ben"], StringComparison.Ordinal);
        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT reference FROM connector_conversation").SequenceEqual([""]));
        Assert.Empty(DataFile.Rows(File, "SELECT * FROM connector_turn"));

        ChannelTalk Talk(string person) => new(bot.Http, channel) { Id = "19:group@thread.v2", Kind = "groupChat", Person = person };
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_place_that_another_registration_or_none_vouched_for()
    {
        ChannelTalk talk;
        channel.Otherwise = new(503);
        await using (var bot = await RunningBot.StartAsync(dataFile: File, settings: ["Connector:RetryDelay=00:00:00.001", "Connector:Attempts=1"]))
        {
            talk = new ChannelTalk(bot.Http, channel);
            using var taken = await talk.PostAsync(talk.Activity(), token: "");
            Assert.Equal(200, (int)taken.StatusCode);
            await Eventually.TrueAsync(() => channel.All.Count > 0);
        }

        var before = channel.All.Count;
        channel.Otherwise = new(201);
        await using (await channel.BotAsync(dataFile: File))
        {
            await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT reference FROM connector_conversation").SequenceEqual([""]));
        }

        Assert.Equal((before, 0), (channel.All.Count, channel.TokenRequests));
    }

    private static string? IdOf(MockChannel.Sent sent, string field) => sent.Body.TryGetProperty(field, out var account) && account.ValueKind is JsonValueKind.Object ? account.GetProperty("id").GetString() : null;
}
