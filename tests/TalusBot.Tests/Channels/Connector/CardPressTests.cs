using System.Text.Json;
using System.Text.Json.Nodes;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>Presses on the buttons of a card that was sent.</summary>
public sealed class CardPressTests : IAsyncLifetime, IDisposable
{
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_is_sent_to_the_maintainers_and_a_message_says_so(bool isInvoke)
    {
        var talk = new ChannelTalk(bot.Http, channel);
        var data = await AskedAsync(talk, "who wrote hamlet", "send");

        using var answer = await talk.PostAsync(isInvoke ? Invoke(talk, data) : Submit(talk, data));

        Assert.Equal(200, (int)answer.StatusCode);
        if (isInvoke)
        {
            var body = await RunningBot.JsonOf(answer);
            Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), (body.GetProperty("statusCode").GetInt32(), body.GetProperty("type").GetString()));
            Assert.False(body.GetProperty("value").TryGetProperty("actions", out _));
        }

        Assert.Contains("I have sent your question", (await channel.ReplyAsync(talk.Id, 2)).Text, StringComparison.Ordinal);
        Assert.Equal(["sent"], DataFile.Rows(File, "SELECT reason FROM inbox"));
    }

    [Fact]
    public async Task A_choice_is_answered_by_a_message_once_and_is_outdated_when_the_talk_goes_on()
    {
        var talk = new ChannelTalk(bot.Http, channel);
        var press = Invoke(talk, await AskedAsync(talk, "start the check", "say"));
        using var first = await talk.PostAsync(press);
        using var again = await talk.PostAsync(press);
        var reply = await channel.ReplyAsync(talk.Id, 2);
        press["id"] = "another-press";
        using var late = await talk.PostAsync(press);

        Assert.NotEqual(JsonValueKind.Undefined, reply.Body.GetProperty("attachments")[0].ValueKind);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (await RunningBot.JsonOf(first)).GetProperty("type").GetString());
        Assert.Equal("application/vnd.microsoft.card.adaptive", (await RunningBot.JsonOf(again)).GetProperty("type").GetString());
        Assert.Equal("application/vnd.microsoft.activity.message", (await RunningBot.JsonOf(late)).GetProperty("type").GetString());
        Assert.Equal(2, channel.Taken(talk.Id).Count);
    }

    [Fact]
    public async Task A_card_in_a_group_is_not_outdated_by_what_others_say()
    {
        var (anna, ben) = (Talk("29:anna"), Talk("29:ben"));
        var press = Invoke(anna, await AskedAsync(anna, "Is it my calf or my talus?", "say"));
        await ben.SayAsync("what kind of tape?");
        await channel.ReplyAsync(anna.Id, 2);

        Assert.Equal(Card, await AnswerTypeAsync(anna, press));
        Assert.Contains("Where do you feel it", (await channel.ReplyAsync(anna.Id, 3)).Body.GetRawText(), StringComparison.Ordinal);
        press["id"] = "another-press";
        Assert.Equal(Message, await AnswerTypeAsync(anna, press));
    }

    [Theory]
    [InlineData("Is it my calf or my talus?")]
    [InlineData("start the check", "None of these")]
    public async Task What_answers_only_whom_the_bot_asked_is_refused_to_others_in_words_and_stays_open(string asked, string? button = null)
    {
        var (anna, ben) = (Talk("29:anna"), Talk("29:ben"));
        var data = await AskedAsync(anna, asked, "say", button);
        await ben.AskAsync("Is it my calf or my talus?");

        using var refused = await ben.PostAsync(Invoke(ben, data));
        Assert.Contains("I asked somebody else this", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var older = await ben.PostAsync(Submit(ben, data));
        Assert.Contains("I asked somebody else this", (await channel.ReplyAsync(anna.Id, 2)).Text, StringComparison.Ordinal);
        Assert.Contains("Did you hurt this ankle", await ben.AskAsync("why do you ask?"), StringComparison.Ordinal);

        Assert.Equal(Card, await AnswerTypeAsync(anna, Invoke(anna, data)));
        await channel.ReplyAsync(anna.Id, 3);
    }

    [Fact]
    public async Task A_button_that_is_a_question_answers_whoever_presses_it_in_their_own_talk()
    {
        var (anna, ben) = (Talk("29:anna"), Talk("29:ben"));
        var data = await AskedAsync(anna, "start the check", "say", "Is it my calf or my talus?");
        await ben.AskAsync("what kind of tape?");

        Assert.Equal(Card, await AnswerTypeAsync(ben, Invoke(ben, data)));
        Assert.Contains("Did you hurt this ankle", (await channel.ReplyAsync(anna.Id, 2)).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("How long have you been at it?", await anna.AskAsync("2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_from_before_the_bot_told_people_apart_is_outdated()
    {
        var anna = Talk("29:anna");
        var data = await AskedAsync(anna, "Is it my calf or my talus?", "say");
        DataFile.Execute(File, "UPDATE turn SET person = ''");

        using var answer = await anna.PostAsync(Invoke(anna, data));
        Assert.Contains("Our talk has gone on since then", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_of_somebody_else_is_refused_in_words()
    {
        var talk = new ChannelTalk(bot.Http, channel);
        using var answer = await talk.PostAsync(Invoke(talk, new JsonObject { ["talusbot"] = "x" }));

        Assert.Equal("application/vnd.microsoft.error", (await RunningBot.JsonOf(answer)).GetProperty("type").GetString());
    }

    private const string Card = "application/vnd.microsoft.card.adaptive";
    private const string Message = "application/vnd.microsoft.activity.message";
    private readonly string group = $"19:{Guid.NewGuid():N}@thread.v2";

    private ChannelTalk Talk(string person) => new(bot.Http, channel) { Id = group, Kind = "groupChat", Person = person };

    private static async Task<string?> AnswerTypeAsync(ChannelTalk talk, JsonObject press)
    {
        using var answer = await talk.PostAsync(press);
        return (await RunningBot.JsonOf(answer)).GetProperty("type").GetString();
    }

    /// <returns>What the first button with this verb on the card sends, and with this title where one is given.</returns>
    private async Task<JsonObject> AskedAsync(ChannelTalk talk, string question, string verb, string? title = null)
    {
        await talk.SayAsync(question);
        var card = (await channel.ReplyAsync(talk.Id)).Body.GetProperty("attachments")[0].GetProperty("content");
        await Eventually.TrueAsync(() => DataFile.Rows(File, "SELECT * FROM connector_sent").Count == 1);
        return JsonObject.Create(Buttons(card).First(button => button.GetProperty("verb").GetString() == verb && (title is null || button.GetProperty("title").GetString() == title)).GetProperty("data"))!;
    }

    private static IEnumerable<JsonElement> Buttons(JsonElement within) => within.ValueKind switch
    {
        JsonValueKind.Object when within.TryGetProperty("verb", out _) && within.TryGetProperty("data", out _) && within.TryGetProperty("type", out var type) && type.GetString() == "Action.Execute" => [within],
        JsonValueKind.Object => within.EnumerateObject().SelectMany(field => Buttons(field.Value)),
        JsonValueKind.Array => within.EnumerateArray().SelectMany(Buttons),
        _ => [],
    };

    private static JsonObject Invoke(ChannelTalk talk, JsonObject data) => talk.Activity("invoke", text: null, over: new JsonObject
    {
        ["name"] = "adaptiveCard/action",
        ["replyToId"] = "sent-1",
        ["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["data"] = data.DeepClone() }, ["trigger"] = "manual" },
    });

    private static JsonObject Submit(ChannelTalk talk, JsonObject data) => talk.Activity(text: null, over: new JsonObject { ["replyToId"] = "sent-1", ["value"] = data.DeepClone() });
}
