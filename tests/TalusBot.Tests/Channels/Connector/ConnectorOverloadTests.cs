using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Activities;
using TalusBot.Channels.Connector;
using TalusBot.Storage;
using TalusBot.Tests.Turns;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>How much of one conversation may wait, and how much one request may hold.</summary>
public sealed class ConnectorOverloadTests : IAsyncLifetime
{
    private MockChannel channel = null!;
    private RunningBot bot = null!;

    public async Task InitializeAsync()
    {
        channel = await MockChannel.StartAsync();
        bot = await channel.BotAsync(more: ["Connector:WaitingMessages=2", "Limits:BodyBytes=8192"]);
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
    }

    [Fact]
    public async Task Where_too_many_messages_of_a_conversation_wait_the_next_one_is_asked_to_come_again()
    {
        var talk = Talk();
        await talk.SayAsync("what kind of tape?");
        await channel.ReplyAsync(talk.Id);
        await TakeAsync(talk, "waits-1");
        await TakeAsync(talk, "waits-2");

        using var refused = await talk.PostAsync(talk.Activity());
        Assert.Equal((429, TimeSpan.FromSeconds(2)), ((int)refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Equal("TooManyRequests", (await RunningBot.JsonOf(refused)).GetProperty("error").GetProperty("code").GetString());

        await bot.FinishAsync(IdOf(talk));
        await talk.SayAsync("thanks");
        await channel.ReplyAsync(talk.Id, 2);
    }

    [Fact]
    public async Task That_keeps_back_neither_what_was_taken_before_nor_what_needs_no_reply_nor_other_conversations()
    {
        var talk = Talk();
        await TakeAsync(talk, "waits-1");
        await TakeAsync(talk, "waits-2");

        Assert.Equal(200, await talk.StatusAsync(over: new JsonObject { ["id"] = "waits-2" }));
        Assert.Equal(429, await talk.StatusAsync(over: new JsonObject { ["id"] = "waits-3" }));
        await talk.TellAsync("messageReaction", new JsonObject { ["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" }) });
        await talk.TellAsync("installationUpdate", new JsonObject { ["action"] = "remove" });
        Assert.Equal(200, await Talk().StatusAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_it_says_how_long_it_is(bool saysSo)
    {
        var talk = Talk();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(talk.Activity(text: new string('a', 9_000)).ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", channel.Token());
        request.Headers.TransferEncodingChunked = !saysSo;
        using var answer = await bot.Http.SendAsync(request);

        Assert.Equal(413, (int)answer.StatusCode);
    }

    private ChannelTalk Talk() => new(bot.Http, channel);

    /// <summary>A message that is taken, and that is not worked on here.</summary>
    private async Task TakeAsync(ChannelTalk talk, string id)
    {
        await bot.Services.GetRequiredService<ConnectorStore>().TakeAsync(IdOf(talk), "msteams", "", """{"type":"message","text":"hello"}""", ConnectorConversation.Fingerprint(id), "", to: null);
        await bot.HoldAsync(IdOf(talk));
    }

    private static string IdOf(ChannelTalk talk) => ConnectorConversation.Of(JsonSerializer.Deserialize(talk.Activity().ToJsonString(), ActivityJson.Default.Activity)!).Id;
}
