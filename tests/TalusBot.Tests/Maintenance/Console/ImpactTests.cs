using TalusBot.Tests.Maintenance.Console;

namespace TalusBot.Tests.Maintenance;

/// <summary>What the preview says would change is what changes.</summary>
public sealed class ImpactTests : IDisposable
{
    // Near to what the thief asks, far from it, without an answer, and a sign of danger.
    private static readonly string[] Asked =
    [
        "which tape should I buy", "what kind of tape do you use", "is kinesio tape fine", "any brand of tape you like", "tape brand?",
        "how long do I leave the tape on", "how soon does it get better", "does it work for squats", "why is my ankle jammed", "what are rocks for",
        "who painted the night watch", "does insurance pay for tape", "my calf is hot and swollen since the flight",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;

    public ImpactTests() => knowledge = folder.CopyOf(Repository.Knowledge);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_entry_that_takes_questions_from_another_is_named_with_exactly_those()
    {
        await using var bot = await RunningBot.StartAsync(null, folder.File("talusbot.db"), $"Knowledge:Path={knowledge}", $"Maintain:Key={ConsoleVisit.Key}");
        var before = await AnswersAsync(bot);
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/entries/new");
        (string, string)[] thief =
        [
            ("id", "thief"), ("entry-question", "Which brand of tape do you like?"), ("also", "which tape should I buy, and of what brand\nis kinesio tape a good brand\ntape brand"),
            ("body", "Any brand will do. [1]"), ("sources", "ankle-talus#c12: It’s nothing special."),
        ];
        await visit.PressAsync("Preview", thief);
        var named = visit.Page.QuerySelectorAll(".change")
            .Where(change => change.TextContent.Contains("readers asked", StringComparison.Ordinal))
            .Select(change => change.QuerySelector("strong")!.TextContent).Order(StringComparer.Ordinal).ToList();

        await visit.PressAsync("Publish");
        Assert.True(visit.Text.Contains("Published.", StringComparison.Ordinal), visit.Text);
        var after = await AnswersAsync(bot);

        var changed = Asked.Where(question => before[question] != after[question]).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(changed);
        Assert.True(changed.Count < Asked.Length - 4, string.Join('\n', changed));
        Assert.Equal(changed, named);
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(RunningBot bot)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var question in Asked)
        {
            var talk = await bot.TalkAsync();
            answers.Add(question, (await talk.AskAsync(question)).GetProperty("text").GetString()!);
        }

        return answers;
    }
}
