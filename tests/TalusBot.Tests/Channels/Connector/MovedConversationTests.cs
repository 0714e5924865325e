using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Storage;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>What waits to be sent follows its conversation to a new address, and goes nowhere once the bot was removed.</summary>
public sealed class MovedConversationTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan RetryLater = TimeSpan.FromMinutes(7);
    private readonly TemporaryFolder folder = new();
    private readonly SteppedClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private MockChannel old = null!;
    private MockChannel channel = null!;
    private RunningBot bot = null!;

    private string File => folder.File("talusbot.db");

    public async Task InitializeAsync()
    {
        old = await MockChannel.StartAsync();
        channel = await MockChannel.StartAsync();
        bot = await channel.BotAsync(clock, File, "Connector:RetryLater=00:07:00", "Connector:Attempts=2", "Connector:RetryDelay=00:01:00");
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
        await old.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_reply_that_waits_after_its_row_of_tries_goes_to_the_new_address_at_once()
    {
        old.Otherwise = new(503, RetryAfter: "0");
        var talk = Talk();
        await talk.SayAsync("what kind of tape?", id: "first");
        await Eventually.TrueAsync(() => clock.IsAwaited(RetryLater));

        await MoveAsync(talk);

        Assert.Equal(2, old.All.Count);
    }

    [Fact]
    public async Task So_does_one_that_waits_as_long_as_the_old_address_asked_it_to()
    {
        old.Otherwise = new(429, RetryAfter: "300");
        var talk = Talk();
        await talk.SayAsync("what kind of tape?", id: "first");
        await Eventually.TrueAsync(() => clock.IsAwaited(TimeSpan.FromSeconds(300)));

        await MoveAsync(talk);

        Assert.Single(old.All);
    }

    [Fact]
    public async Task So_does_one_that_the_old_address_refuses_after_the_move()
    {
        var held = new TaskCompletionSource();
        var talk = Talk();
        old.Plan(talk.Id, new MockChannel.Answer(404, Held: held.Task));
        await talk.SayAsync("what kind of tape?", id: "first");
        await Eventually.TrueAsync(() => old.All.Count == 1);
        talk.ServiceUrl = channel.ServiceUrl;
        await talk.SayAsync("thanks", id: "second");
        held.SetResult();

        await AssertMovedAsync(talk);
    }

    [Fact]
    public async Task What_the_old_address_has_taken_of_a_reply_is_not_sent_to_the_new_one()
    {
        var talk = Talk();
        await talk.SayAsync("is it my calf or my talus?");
        await old.ReplyAsync(talk.Id);
        old.Plan(talk.Id, new(201), new(429, RetryAfter: "300"));
        await talk.SayAsync("what kind of tape?", id: "aside");
        await Eventually.TrueAsync(() => clock.IsAwaited(TimeSpan.FromSeconds(300)));

        talk.ServiceUrl = channel.ServiceUrl;
        await talk.SayAsync("thanks", id: "second");
        await channel.ReplyAsync(talk.Id, 3);

        // In the check every answer has two parts: what was asked, and the step that still waits.
        Assert.Contains("athletic tape", old.Taken(talk.Id)[1].Text, StringComparison.Ordinal);
        Assert.Equal(["aside", "second", "second"], RepliedTo(talk));
        Assert.NotEqual(channel.Taken(talk.Id)[1].Body.GetRawText(), channel.Taken(talk.Id)[2].Body.GetRawText());
        Assert.DoesNotContain("athletic tape", channel.Taken(talk.Id)[0].Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_address_again_does_not_shorten_the_wait_that_it_asked_for()
    {
        old.Otherwise = new(429, RetryAfter: "300");
        var talk = Talk();
        await talk.SayAsync("what kind of tape?");
        await Eventually.TrueAsync(() => clock.IsAwaited(TimeSpan.FromSeconds(300)));
        await talk.SayAsync("thanks");
        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT * FROM log_entry").Count == 4);

        Assert.True(clock.IsAwaited(TimeSpan.FromSeconds(300)));
        Assert.Single(old.All);
        old.Otherwise = new(201);
        clock.Advance(TimeSpan.FromSeconds(300));
        await old.ReplyAsync(talk.Id, 2);
    }

    [Theory]
    [InlineData(503, "0", 420)]
    [InlineData(429, "300", 300)]
    public async Task Nothing_is_sent_after_the_bot_was_removed(int status, string retryAfter, int seconds)
    {
        old.Otherwise = new(status, RetryAfter: retryAfter);
        var talk = Talk();
        await talk.SayAsync("what kind of tape?");
        await Eventually.TrueAsync(() => clock.IsAwaited(TimeSpan.FromSeconds(seconds)));
        var before = old.All.Count;
        old.Otherwise = new(201);

        await talk.TellAsync("installationUpdate", new JsonObject { ["action"] = "remove" });
        await Eventually.TrueAsync(() => !clock.IsAwaited(TimeSpan.FromSeconds(seconds)));
        clock.Advance(TimeSpan.FromHours(1));

        await talk.SayAsync("thanks", id: "back");
        await old.ReplyAsync(talk.Id);
        Assert.Equal(["back"], old.Taken(talk.Id).Select(sent => sent.Body.GetProperty("replyToId").GetString()));
        Assert.Equal(before + 1, old.All.Count);
    }

    [Fact]
    public async Task Nothing_is_sent_after_the_bot_was_removed_while_a_token_was_fetched()
    {
        var held = new TaskCompletionSource();
        channel.LoginHeld = held.Task;
        var talk = Talk();
        await talk.SayAsync("what kind of tape?");
        await Eventually.TrueAsync(() => channel.TokenRequests == 1);
        await talk.TellAsync("installationUpdate", new JsonObject { ["action"] = "remove" });
        held.SetResult();

        await talk.SayAsync("thanks", id: "back");
        await old.ReplyAsync(talk.Id);
        Assert.Single(old.All);
    }

    [Fact]
    public async Task A_part_that_was_taken_before_the_bot_was_removed_does_not_count_for_the_reply_after_that()
    {
        var (store, place) = (bot.Services.GetRequiredService<ConnectorStore>(), new ReplyTarget("{}", "1", "{}"));
        const string Id = "msteams.personal.test";
        await store.TakeAsync(Id, "msteams", "", "{}", "1", "", place);
        await store.RemoveAsync(Id);
        await store.TakeAsync(Id, "msteams", "", "{}", "2", "", place);
        await store.PartSentAsync(Id, sequence: 1, parts: 1, fingerprint: null);

        Assert.Equal(new DeliveryState("{}", Delivered: 2, Parts: 0), await store.DeliveryAsync(Id));
    }

    private ChannelTalk Talk() => new(bot.Http, channel) { Clock = clock, ServiceUrl = old.ServiceUrl };

    private async Task MoveAsync(ChannelTalk talk)
    {
        talk.ServiceUrl = channel.ServiceUrl;
        await talk.SayAsync("thanks", id: "second");
        await AssertMovedAsync(talk);
    }

    private async Task AssertMovedAsync(ChannelTalk talk)
    {
        await channel.ReplyAsync(talk.Id, 2);
        Assert.Equal(["first", "second"], RepliedTo(talk));
        Assert.Empty(old.Taken(talk.Id));
    }

    private IEnumerable<string?> RepliedTo(ChannelTalk talk) => channel.Taken(talk.Id).Select(sent => sent.Body.GetProperty("replyToId").GetString());
}
