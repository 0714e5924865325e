using System.Net;
using System.Text.Json;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Tests.Turns;

/// <summary>What readers think of replies, from the event to the maintainers' inbox.</summary>
public sealed class ReaderMarksTests : IDisposable
{
    private const string Thumbs = "SELECT sequence, thumb, reason FROM feedback ORDER BY sequence";
    private const string Inbox = "SELECT sequence, question, reason FROM inbox ORDER BY sequence";
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("talusbot.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_thumb_is_kept_replaced_and_taken_back_and_each_gets_one_reply()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var rated = Id(await talk.AskAsync("what kind of tape?"));

        var up = await talk.RateAsync(rated, "up");
        Assert.Equal(("feedback", "Thank you, that helps."), (Outcome(up), Text(up)));
        Assert.Equal(["3|up|"], DataFile.Rows(File, Thumbs));
        Assert.Empty(DataFile.Rows(File, Inbox));

        var down = await talk.RateAsync(rated, "down", "too short");
        Assert.StartsWith("Thank you for telling us", Text(down), StringComparison.Ordinal);
        Assert.Equal(["3|down|too short"], DataFile.Rows(File, Thumbs));
        Assert.Equal(["2|what kind of tape?|thumbsDown"], DataFile.Rows(File, Inbox));

        Assert.Equal("Taken back.", Text(await talk.RateAsync(rated, "none")));
        Assert.Empty(DataFile.Rows(File, Thumbs));
        Assert.Empty(DataFile.Rows(File, Inbox));
        Assert.Equal(9, (await talk.ReadAsync()).Count);
    }

    [Fact]
    public async Task A_thumb_up_takes_the_question_out_of_the_inbox_again()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var rated = Id(await talk.AskAsync("what kind of tape?"));

        await talk.RateAsync(rated, "down");
        await talk.RateAsync(rated, "up");

        Assert.Equal(["3|up|"], DataFile.Rows(File, Thumbs));
        Assert.Empty(DataFile.Rows(File, Inbox));
    }

    [Fact]
    public async Task A_question_that_waits_there_already_stays_when_a_thumb_down_is_taken_back()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var rated = Id(await talk.AskAsync("who wrote hamlet"));

        await talk.RateAsync(rated, "down");
        await talk.RateAsync(rated, "none");

        Assert.Equal(["2|who wrote hamlet|notCovered"], DataFile.Rows(File, Inbox));
    }

    [Fact]
    public async Task A_question_is_sent_to_the_maintainers_in_place_of_the_row_it_had()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var missing = Id(await talk.AskAsync("who wrote hamlet"));
        var answered = Id(await talk.AskAsync("what kind of tape?"));
        await talk.RateAsync(answered, "down");

        var sent = await talk.SendToMaintainersAsync(missing);
        await talk.SendToMaintainersAsync(answered);
        await talk.SendToMaintainersAsync(answered);
        await talk.RateAsync(answered, "none");

        Assert.Equal("done", Outcome(sent));
        Assert.StartsWith("I have sent your question", Text(sent), StringComparison.Ordinal);
        Assert.Equal(["2|who wrote hamlet|sent", "4|what kind of tape?|sent"], DataFile.Rows(File, Inbox));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("None of these")]
    public async Task After_a_choice_the_maintainers_get_what_was_asked_and_not_the_choice(string choice)
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        Offer(talk);

        var chosen = await talk.AskAsync(choice);
        await talk.RateAsync(Id(chosen), "down");
        await talk.SendToMaintainersAsync(Id(chosen));

        Assert.Equal(["2|how long?|sent"], DataFile.Rows(File, Inbox));
    }

    [Fact]
    public async Task A_thumb_leaves_open_choices_open()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var reply = Id(await talk.AskAsync("what kind of tape?"));
        Offer(talk);

        await talk.RateAsync(reply, "down");

        Assert.Contains("leave it on", Text(await talk.AskAsync("1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("talusbot/feedback", "null", "value")]
    [InlineData("talusbot/feedback", "\"up\"", "value")]
    [InlineData("talusbot/feedback", """{"thumb":"up"}""", "replyToId")]
    [InlineData("talusbot/feedback", """{"replyToId":7,"thumb":"up"}""", "replyToId")]
    [InlineData("talusbot/feedback", """{"replyToId":"nothing","thumb":"up"}""", "replyToId")]
    [InlineData("talusbot/feedback", """{"replyToId":"{conversation}|0000099","thumb":"up"}""", "replyToId")]
    [InlineData("talusbot/feedback", """{"replyToId":"{conversation}|3","thumb":"up"}""", "replyToId")]
    [InlineData("talusbot/feedback", """{"replyToId":"{conversation}|0000001","thumb":"up"}""", "replyToId")]
    [InlineData("talusbot/feedback", """{"replyToId":"{conversation}|0000002","thumb":"up"}""", "replyToId")]
    [InlineData("talusbot/feedback", """{"replyToId":"{reply}"}""", "thumb")]
    [InlineData("talusbot/feedback", """{"replyToId":"{reply}","thumb":"sideways"}""", "thumb")]
    [InlineData("talusbot/feedback", """{"replyToId":"{reply}","thumb":true}""", "thumb")]
    [InlineData("talusbot/feedback", """{"replyToId":"{reply}","thumb":"down","reason":["x"]}""", "reason")]
    [InlineData("talusbot/feedback", """{"replyToId":"{reply}","thumb":"down","reason":"{long}"}""", "500")]
    [InlineData("talusbot/feedback", """{"replyToId":"{reply}","thumb":"down","reason":"\ud800"}""", "half a character")]
    [InlineData("talusbot/feedback", """{"replyToId":"\ud800","thumb":"down"}""", "half a character")]
    [InlineData("talusbot/send-to-maintainers", "{}", "replyToId")]
    [InlineData("talusbot/send-to-maintainers", """{"replyToId":"{conversation}|0000001"}""", "replyToId")]
    public async Task A_bad_event_gets_a_clear_400_and_leaves_everything_as_it_was(string name, string value, string about)
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var reply = Id(await talk.AskAsync("what kind of tape?"));
        await talk.RateAsync(reply, "up");
        value = value.Replace("{conversation}", talk.Id, StringComparison.Ordinal).Replace("{reply}", reply, StringComparison.Ordinal).Replace("{long}", new string('x', 501), StringComparison.Ordinal);

        using var refused = await talk.PostAsync(RunningBot.Event(name, value));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(about, (await RunningBot.JsonOf(refused)).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(5, (await talk.ReadAsync()).Count);
        Assert.Equal(["3|up|"], DataFile.Rows(File, Thumbs));
    }

    [Fact]
    public async Task A_reply_of_another_conversation_and_one_that_answers_no_message_cannot_be_rated()
    {
        await using var bot = await StartAsync();
        var (mine, theirs) = (await bot.TalkAsync(), await bot.TalkAsync());
        var reply = Id(await theirs.AskAsync("what kind of tape?"));
        var thanks = Id(await theirs.RateAsync(reply, "up"));

        using var foreign = await mine.PostAsync(RunningBot.Rating(reply, "down"));
        using var onThanks = await theirs.PostAsync(RunningBot.Rating(thanks, "down"));

        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, onThanks.StatusCode);
        Assert.Equal(["3|up|"], DataFile.Rows(File, Thumbs));
    }

    [Fact]
    public async Task The_same_event_sent_again_is_taken_once_and_one_that_nobody_knows_is_taken_and_ignored()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var reply = Id(await talk.AskAsync("what kind of tape?"));

        using var first = await talk.PostAsync(RunningBot.Rating(reply, "up", clientId: "k1"));
        using var again = await talk.PostAsync(RunningBot.Rating(reply, "up", clientId: "k1"));
        using var unknown = await talk.PostAsync(RunningBot.Event("talusbot/wave", "{}"));
        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        await talk.AskAsync("what kind of tape?");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(8, (await talk.ReadAsync()).Count);
    }

    [Fact]
    public async Task A_cleared_chat_leaves_no_thumb_and_no_question()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        await talk.RateAsync(Id(await talk.AskAsync("what kind of tape?")), "down", "unforgettable");
        await talk.SendToMaintainersAsync(Id(await talk.AskAsync("who wrote hamlet")));

        using var cleared = await talk.PostAsync(RunningBot.Event("talusbot/clear", "{}"));
        using var late = await talk.PostAsync(RunningBot.Rating($"{talk.Id}|0000003", "up"));

        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Empty(DataFile.Rows(File, Thumbs));
        Assert.Empty(DataFile.Rows(File, Inbox));
    }

    [Fact]
    public async Task A_question_without_an_answer_can_be_sent_and_comes_with_a_comment_to_copy()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();

        var missing = Facts(await talk.AskAsync("who wrote hamlet"));
        var answered = Facts(await talk.AskAsync("what kind of tape?"));

        Assert.True(missing.GetProperty("canSend").GetBoolean());
        Assert.Contains("who wrote hamlet", missing.GetProperty("comment").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, missing.GetProperty("comment").GetProperty("url").ValueKind);
        Assert.False(answered.TryGetProperty("canSend", out _));
        Assert.False(answered.TryGetProperty("comment", out _));
    }

    [Fact]
    public async Task The_comment_names_the_form_under_the_article_where_its_address_is_known()
    {
        var knowledge = folder.CopyOf(Repository.Knowledge);
        var site = Path.Combine(knowledge, "site.yaml");
        await System.IO.File.WriteAllTextAsync(site, (await System.IO.File.ReadAllTextAsync(site)).Replace("  ankle-talus:\n", "  ankle-talus:\n    url: https://blog.example/ankles/?page=2\n", StringComparison.Ordinal));
        await using var bot = await RunningBot.StartAsync(dataFile: File, settings: $"Knowledge:Path={knowledge}");

        var missing = Facts(await (await bot.TalkAsync()).AskAsync("who wrote hamlet"));

        Assert.Equal("https://blog.example/ankles/?page=2#respond", missing.GetProperty("comment").GetProperty("url").GetString());
    }

    /// <summary>As if the last reply had asked back.</summary>
    private void Offer(RunningBot.Talk talk)
    {
        var asked = new DialogState(Open: new OpenChoices("how long?", [new Choice("wear-time", "How long should I leave the tape on?")]));
        DataFile.Execute(File, $"UPDATE conversation SET state = '{asked.Write()}' WHERE id = '{talk.Id}'");
    }

    private Task<RunningBot> StartAsync() => RunningBot.StartAsync(dataFile: File);

    private static string Id(JsonElement activity) => activity.GetProperty("id").GetString()!;

    private static string Text(JsonElement activity) => activity.GetProperty("text").GetString()!;

    private static JsonElement Facts(JsonElement activity) => activity.GetProperty("channelData").GetProperty("talusbot");

    private static string Outcome(JsonElement activity) => Facts(activity).GetProperty("outcome").GetString()!;
}
