using Microsoft.Extensions.DependencyInjection;
using TalusBot.Activities;
using TalusBot.Channels.Connector;
using TalusBot.Storage;
using TalusBot.Tests.Turns;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>Somebody who waits sees that the bot is at work; who does not wait sees nothing of it.</summary>
public sealed class TypingTests
{
    private readonly SteppedClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task It_shows_after_a_second_and_a_half_and_then_every_three_seconds_until_the_reply_is_there()
    {
        await using var channel = await MockChannel.StartAsync();
        await using var bot = await channel.BotAsync(clock);
        var (store, typing) = (bot.Services.GetRequiredService<ConnectorStore>(), bot.Services.GetRequiredService<Typing>());
        var said = new Activity { Type = "message", Id = "1", ChannelId = "msteams", Conversation = new ConversationAccount("a:slow"), From = new ChannelAccount("29:u"), Recipient = new ChannelAccount("28:b") };
        var (conversation, to) = (ConnectorConversation.Of(said), ConversationReference.Of(said, MockChannel.AppId, channel.ServiceUrl));

        // A turn that is not worked on here.
        await store.TakeAsync(conversation.Id, "msteams", "", """{"type":"message","text":"hello"}""", "1", "http://here", new ReplyTarget(to.Write(), "1", "{}"));
        await bot.HoldAsync(conversation.Id);
        typing.Watch(conversation, to);
        typing.Watch(conversation, to);
        await AdvanceAsync(TimeSpan.FromSeconds(1.5));
        var first = await channel.ReplyAsync("a:slow", type: "typing");
        await AdvanceAsync(TimeSpan.FromSeconds(3));
        await channel.ReplyAsync("a:slow", 2, "typing");

        Assert.False(first.Body.TryGetProperty("text", out _));
        await bot.FinishAsync(conversation.Id);
        await AdvanceAsync(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => !clock.IsAwaited(TimeSpan.FromSeconds(3)));
        Assert.Equal(2, channel.All.Count);
    }

    [Fact]
    public async Task A_quick_answer_comes_without_it()
    {
        await using var channel = await MockChannel.StartAsync();
        await using var bot = await channel.BotAsync(clock);
        var talk = new ChannelTalk(bot.Http, channel) { Clock = clock };
        await talk.SayAsync("what kind of tape?");
        await channel.ReplyAsync(talk.Id);

        await AdvanceAsync(TimeSpan.FromSeconds(1.5));
        await talk.SayAsync("thanks");
        await channel.ReplyAsync(talk.Id, 2);

        Assert.Empty(channel.Taken(talk.Id, "typing"));
    }

    /// <summary>As soon as somebody waits for that long.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        await Eventually.TrueAsync(() => clock.IsAwaited(by));
        clock.Advance(by);
    }
}
