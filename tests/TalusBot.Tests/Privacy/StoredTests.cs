using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Storage;
using TalusBot.Tests.Channels.Connector;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Privacy;

/// <summary>Who somebody is, as far as it comes with a request, is looked for in every column of every table and in the file's bytes.</summary>
public sealed class StoredTests
{
    private const string Address = "203.0.113.77";
    private const string Directory = "marker-directory-id";
    private const string Person = "29:marker-person";
    private const string Name = "Marker Personsson";
    private const string Place = "a:marker-place";
    private const string Message = "marker-message-1";
    private const string Agent = "marker-browser";

    /// <summary>All that must be nowhere when nothing is needed any more.</summary>
    private static readonly string[] Markers = [Address, Directory, Person, Name, Place, "marker-message", Agent, "marker-team", MockChannel.Tenant];

    public static TheoryData<string> Databases => AnyDatabase.Kinds;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_web_visitors_neither_address_nor_browser_nor_directory_is_kept(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var bot = await RunningBot.StartAsync(null, database.DataFilePath, [.. database.Settings, "Web:TrustedProxies:0=127.0.0.1", "DirectLine:AllowedOrigins:0=https://blog.example"]);
        bot.Http.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
        bot.Http.DefaultRequestHeaders.Add("User-Agent", Agent);
        bot.Http.DefaultRequestHeaders.Add("Origin", "https://blog.example");
        var talk = await bot.TalkAsync();
        using (var said = await talk.PostAsync($$"""{"type":"message","from":{"id":"r_1","name":"as the page says","aadObjectId":"{{Directory}}"},"text":"which tape?"}"""))
        {
            await talk.ReplyToAsync((await RunningBot.JsonOf(said)).GetProperty("id").GetString()!);
        }

        using var asked = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: """{"question":"who wrote hamlet"}""", origin: "https://blog.example");
        Assert.Equal(200, (int)asked.StatusCode);

        AssertNowhere(database, Markers);

        // What the page calls its user is part of the talk, and goes with it.
        Assert.Contains(database.Everything(), row => row.StartsWith("log_entry", StringComparison.Ordinal) && row.Contains("as the page says", StringComparison.Ordinal));
        using (await talk.PostAsync("""{"type":"event","name":"talusbot/clear","from":{"id":"r_1"}}"""))
        {
            Assert.DoesNotContain(database.Everything(), row => row.Contains("as the page says", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_a_channels_ids_those_that_an_open_turn_needs_are_kept_until_its_reply_is_sent(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var channel = await MockChannel.StartAsync();
        var held = new TaskCompletionSource();
        channel.Plan(Place, new MockChannel.Answer(201, Held: held.Task));
        await using var bot = await StartAsync(channel, database);
        var talk = new ChannelTalk(bot.Http, channel) { Id = Place, Person = Person };
        await SayAsync(talk, "which tape?");
        await Eventually.TrueAsync(() => channel.All.Count == 1);

        // Just now: where the reply goes, and to whom.
        Assert.Equal(
            ["connector_conversation", "connector_turn"],
            database.Everything().Where(row => Markers.Any(marker => row.Contains(marker, StringComparison.Ordinal))).Select(row => row.Split(':')[0]).Distinct().Order(StringComparer.Ordinal));
        AssertNowhere(database, [Address, Directory, Agent, "marker-team"], bytes: false);

        held.SetResult();
        await Eventually.TrueAsync(() => database.Rows("SELECT * FROM connector_turn").Count == 0 && database.Rows("SELECT * FROM connector_conversation WHERE reference <> ''").Count == 0);
        await bot.Services.GetRequiredService<RetentionStore>().ScrubAsync();
        AssertNowhere(database, Markers);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_installation_keeps_where_it_is_and_nobodys_name_and_its_removal_ends_that(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var channel = await MockChannel.StartAsync();
        await using var bot = await StartAsync(channel, database);
        var talk = new ChannelTalk(bot.Http, channel) { Id = Place, Person = Person };
        await talk.InstallAsync();
        await channel.ReplyAsync(Place);
        await SayAsync(talk, "which tape?");
        await channel.ReplyAsync(Place, 2);
        await Eventually.TrueAsync(() => database.Rows("SELECT * FROM connector_turn").Count == 0);

        AssertNowhere(database, [Address, Directory, Person, Name, Agent, "marker-team", "marker-message"], bytes: false);
        var kept = Assert.Single(database.Everything(), row => row.Contains(Place, StringComparison.Ordinal));
        Assert.StartsWith("connector_conversation", kept, StringComparison.Ordinal);

        await talk.TellAsync("conversationUpdate", new JsonObject { ["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = "28:" + MockChannel.AppId }) });
        await bot.Services.GetRequiredService<RetentionStore>().ScrubAsync();
        AssertNowhere(database, Markers);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_waits_for_the_maintainers_is_known_until_they_are_told_or_the_time_is_over(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var channel = await MockChannel.StartAsync();
        await using var bot = await StartAsync(channel, database);
        var talk = new ChannelTalk(bot.Http, channel) { Id = Place, Person = Person };
        await SayAsync(talk, "who wrote hamlet");
        await channel.ReplyAsync(Place);
        await Eventually.TrueAsync(() => database.Rows("SELECT * FROM connector_conversation d JOIN conversation c ON c.id = d.conversation_id WHERE d.delivered = c.last_sequence").Count == 1);
        Assert.Single(database.Rows("SELECT * FROM connector_turn"));

        var retention = bot.Services.GetRequiredService<RetentionStore>();
        Assert.Equal(1, await retention.DeleteOlderAsync(long.MaxValue, _ => { }));
        await retention.ScrubAsync();
        AssertNowhere(database, Markers);
    }

    private static async Task<RunningBot> StartAsync(MockChannel channel, AnyDatabase database)
    {
        var bot = await channel.BotAsync(null, database.DataFilePath, [.. database.Settings, "Web:TrustedProxies:0=127.0.0.1"]);
        bot.Http.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
        bot.Http.DefaultRequestHeaders.Add("User-Agent", Agent);
        return bot;
    }

    private static async Task SayAsync(ChannelTalk talk, string text)
    {
        using var answer = await talk.PostAsync(talk.Activity(text: text, id: Message, over: new JsonObject
        {
            ["from"] = new JsonObject { ["id"] = Person, ["name"] = Name, ["aadObjectId"] = Directory },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = MockChannel.Tenant }, ["team"] = new JsonObject { ["id"] = "marker-team" } },
        }));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static void AssertNowhere(AnyDatabase database, string[] markers, bool bytes = true)
    {
        var rows = string.Join('\n', database.Everything());
        var file = bytes ? database.Bytes() : "";
        foreach (var marker in markers)
        {
            Assert.DoesNotContain(marker, rows, StringComparison.Ordinal);
            Assert.DoesNotContain(marker, file, StringComparison.Ordinal);
        }
    }
}
