using System.Net;
using System.Text.Json;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>What a maintainer calls right or wrong changes what the bot says, at once.</summary>
public sealed class JudgingTests : IDisposable
{
    private const string Question = "who painted the night watch";
    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;

    public JudgingTests() => knowledge = folder.CopyOf(Repository.Knowledge);

    private string Judged => Path.Combine(knowledge, "judged", "console.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_verdict_counts_at_once_is_noted_and_can_be_taken_back()
    {
        await using var bot = await StartAsync();
        Assert.Equal("notCovered", Outcome(await (await bot.TalkAsync()).AskAsync(Question)));
        using var visit = await OpenAsync(bot);
        Assert.Contains("The bot says that nobody has answered it", visit.Text, StringComparison.Ordinal);

        await visit.PressAsync("Wrong: it should be this", within: Question, ("answer", "entry:which-tape"));

        Assert.Contains("Noted. The bot counts it from now on.", visit.Text, StringComparison.Ordinal);
        Assert.Equal($$"""{"question": "{{Question}}", "entry": "which-tape"}""" + "\n", File.ReadAllText(Judged));
        var answer = await (await bot.TalkAsync()).AskAsync(Question);
        Assert.Equal("answered", Outcome(answer));
        Assert.Contains("tape", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Empty(visit.Page.QuerySelectorAll("ol.cards > li"));

        await visit.PressAsync("Take back");
        Assert.Contains("Taken back.", visit.Text, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(Judged));
        Assert.Equal("notCovered", Outcome(await (await bot.TalkAsync()).AskAsync(Question)));
        await visit.OpenAsync("/maintain/history");
        Assert.Contains("judged a question: the entry which-tape answers it", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Question, visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Right_keeps_what_answered_and_makes_the_bot_surer()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var (entry, quotes) = (await talk.AskAsync("hiking"), await (await bot.TalkAsync()).AskAsync("soreness"));
        Assert.Equal(("answered", "answered"), (Outcome(entry), Outcome(quotes)));
        using var visit = await OpenAsync(bot);

        await visit.PressAsync("Right", within: "hiking");
        await visit.PressAsync("Right", within: "soreness");

        var rows = File.ReadAllLines(Judged);
        Assert.Equal(2, rows.Length);
        Assert.StartsWith("""{"question": "hiking", "entry": """, rows[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"question": "soreness", "sources": ["ankle-talus#""", rows[1], StringComparison.Ordinal);
        var after = await (await bot.TalkAsync()).AskAsync("hiking");
        Assert.Equal(Citations(entry), Citations(after));
        Assert.True(Confidence(after) > Confidence(entry), $"{Confidence(entry)} -> {Confidence(after)}");
    }

    [Fact]
    public async Task Names_can_be_taken_out_before_a_question_is_kept()
    {
        await using var bot = await StartAsync();
        const string Asked = "Peter Miller here, who painted the night watch";
        await (await bot.TalkAsync()).AskAsync(Asked);
        using var visit = await OpenAsync(bot);
        Assert.Contains("Remove names", visit.Text, StringComparison.Ordinal);

        await visit.PressAsync("Nobody has answered this", within: Asked, ("question", $" {Question}\n"));

        Assert.Contains("Noted.", visit.Text, StringComparison.Ordinal);
        Assert.Equal($$"""{"question": "{{Question}}", "notCovered": "yes"}""" + "\n", File.ReadAllText(Judged));
        Assert.DoesNotContain("Peter", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_a_mistake_is_not_written()
    {
        await using var bot = await StartAsync();
        await (await bot.TalkAsync()).AskAsync(Question);
        using var visit = await OpenAsync(bot);
        var golden = JsonDocument.Parse(File.ReadLines(Path.Combine(knowledge, "questions", "golden.jsonl")).First()).RootElement.GetProperty("turns")[0].GetString()!;
        var judged = JsonDocument.Parse(File.ReadLines(Path.Combine(knowledge, "judged", "entries.jsonl")).First()).RootElement.GetProperty("question").GetString()!;
        foreach (var (answer, question, words) in ((string, string, string)[])
            [
                ("", Question, "Please choose what answers it"),
                ("entry:no-such-entry", Question, "There is no entry \"no-such-entry\""),
                ("guide:no-such-guide", Question, "There is no guide"),
                ("entry:which-tape", "?!", "Please leave the words of the question"),
                ("entry:which-tape", judged.ToUpperInvariant(), "This question is judged already."),
                ("entry:which-tape", golden, "One that it has learned measures nothing"),
            ])
        {
            await visit.PressAsync("Wrong: it should be this", within: Question, ("answer", answer), ("question", question));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visit.Status);
            Assert.Contains(words, visit.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.False(File.Exists(Judged), question);
        }

        Assert.Equal("notCovered", Outcome(await (await bot.TalkAsync()).AskAsync(Question)));
    }

    [Fact]
    public async Task Thumbs_down_come_first_then_the_most_asked_and_no_greetings_signs_or_known_questions()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        foreach (var said in (string[])["hello", "thanks", "my calf is swollen, hot and red since the flight", "Which tape should I use?", "who painted the mona lisa", "who painted the mona lisa", Question])
        {
            await talk.AskAsync(said);
        }

        var disliked = await (talk = await bot.TalkAsync()).AskAsync("hiking");
        Assert.Equal("answered", Outcome(disliked));
        await talk.RateAsync(disliked.GetProperty("id").GetString()!, "down");
        using var visit = await OpenAsync(bot);

        Assert.Equal(
            ["hiking", "who painted the mona lisa", Question],
            visit.Page.QuerySelectorAll("ol.cards > li > h2").Select(title => title.TextContent));
        Assert.Contains("Thumbs down 1", visit.Page.QuerySelector("ol.cards > li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Asked 2 times", visit.Page.QuerySelectorAll("ol.cards > li")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_readers_write_is_shown_and_kept_as_words_only()
    {
        const string Hostile = "<script>alert(1)</script> \"'><img src=x> who is zorblax \\ \u2028 end";
        await using var bot = await StartAsync();
        await (await bot.TalkAsync()).AskAsync(Hostile);
        using var visit = await OpenAsync(bot);
        Assert.Empty(visit.Page.QuerySelectorAll("script, img"));
        await visit.PressAsync("Nobody has answered this");
        Assert.Contains("Noted.", visit.Text, StringComparison.Ordinal);
        Assert.Empty(visit.Page.QuerySelectorAll("script, img"));
        using var row = JsonDocument.Parse(Assert.Single(File.ReadAllLines(Judged)));
        Assert.StartsWith("<script>alert(1)</script>", row.RootElement.GetProperty("question").GetString(), StringComparison.Ordinal);
        await visit.PressAsync("Take back");
        Assert.Equal("", File.ReadAllText(Judged));
    }

    private static async Task<ConsoleVisit> OpenAsync(RunningBot bot)
    {
        var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/judging");
        return visit;
    }

    private static string Outcome(JsonElement reply) => reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString()!;

    private static double Confidence(JsonElement reply) => reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("confidence").GetDouble();

    private static string Citations(JsonElement reply) => reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("citations").GetRawText();

    private Task<RunningBot> StartAsync() =>
        RunningBot.StartAsync(null, folder.File("talusbot.db"), $"Knowledge:Path={knowledge}", $"Maintain:Key={ConsoleVisit.Key}");
}
