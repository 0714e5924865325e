using System.Net;
using TalusBot.Tests.Maintenance.Console;

namespace TalusBot.Tests.Maintenance;

/// <summary>From an unanswered question to an entry that answers it, and back.</summary>
public sealed class EntryRoundTests : IDisposable
{
    private const string Question = "who painted the night watch";
    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;

    public EntryRoundTests() => knowledge = folder.CopyOf(Repository.Knowledge);

    private string Entry => Path.Combine(knowledge, "entries", "who-painted-the-night-watch.md");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_unanswered_question_becomes_an_entry_that_answers_at_once_and_can_be_taken_back()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        Assert.Equal("notCovered", Outcome(await talk.AskAsync(Question)));
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        Assert.Contains(Question, visit.Text, StringComparison.Ordinal);

        await visit.PressAsync("Write an entry");
        await visit.PressAsync("Preview", ("body", "Rembrandt did. [2]"), ("sources", "ankle-talus#c12"));
        Assert.Contains("[2] refers to no source", visit.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(Entry));
        await visit.PressAsync("Publish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visit.Status);
        Assert.Contains("It has mistakes, so it was not published", visit.Text, StringComparison.Ordinal);

        await visit.PressAsync("Preview", ("body", "Rembrandt did. [1]"));
        Assert.Contains("Rembrandt did.", visit.Page.QuerySelector(".answer")!.TextContent, StringComparison.Ordinal);
        Assert.True(visit.Text.Contains("Newly answered (1)", StringComparison.Ordinal), visit.Text);
        await visit.PressAsync("Publish");
        Assert.Contains("Published. The bot answers from it now", visit.Text, StringComparison.Ordinal);
        Assert.Equal("answered", Outcome(await (await bot.TalkAsync()).AskAsync(Question)));
        await visit.OpenAsync("/maintain/inbox");
        Assert.DoesNotContain(Question, visit.Text, StringComparison.Ordinal);

        await visit.OpenAsync("/maintain/entries/who-painted-the-night-watch");
        await visit.PressAsync("Unpublish");
        Assert.Contains("Unpublished.", visit.Text, StringComparison.Ordinal);
        Assert.Equal("notCovered", Outcome(await (await bot.TalkAsync()).AskAsync(Question)));
        Assert.False(File.Exists(Entry));
    }

    [Fact]
    public async Task An_earlier_version_is_used_again_and_nothing_is_lost()
    {
        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        var path = Path.Combine(knowledge, "entries", "which-tape.md");
        var before = File.ReadAllText(path);
        await visit.OpenAsync("/maintain/entries/which-tape");
        await visit.PressAsync("Publish", ("body", "Any athletic tape. [1]"));
        Assert.True(visit.Text.Contains("Published.", StringComparison.Ordinal), visit.Text);
        Assert.Contains("Any athletic tape.", (await (await bot.TalkAsync()).AskAsync("Which tape should I use?")).GetProperty("text").GetString(), StringComparison.Ordinal);

        await visit.OpenAsync("/maintain/entries/which-tape/versions");
        Assert.Contains("+ Any athletic tape. [1]", visit.Text, StringComparison.Ordinal);
        await visit.PressAsync("Use version 1 again");

        Assert.Contains("That version is in use again.", visit.Text, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(path));
        Assert.Contains("Version 3", visit.Text, StringComparison.Ordinal);
        Assert.Contains("rolled back which-tape, version 3 is version 1 again", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_edit_the_same_entry_do_not_overwrite_each_other()
    {
        await using var bot = await StartAsync();
        using var ada = await ConsoleVisit.SignedInAsync(bot.Address);
        using var bob = await ConsoleVisit.SignedInAsync(bot.Address, "Bob");
        await ada.OpenAsync("/maintain/entries/which-tape");
        await bob.OpenAsync("/maintain/entries/which-tape");
        await ada.PressAsync("Save draft", ("body", "Ada's words. [1]"));
        Assert.Contains("The draft is saved.", ada.Text, StringComparison.Ordinal);

        await bob.PressAsync("Publish", ("body", "Bob's words. [1]"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, bob.Status);
        Assert.Contains("Somebody has changed this entry", bob.Text, StringComparison.Ordinal);
        Assert.Contains("Bob's words.", bob.Page.QuerySelector("#body")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Bob", File.ReadAllText(Path.Combine(knowledge, "entries", "which-tape.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("..%2F..%2Fsite")]
    [InlineData("%2e%2e%2fsite")]
    [InlineData("..%5Csite")]
    [InlineData("Site.yaml")]
    [InlineData("a%00b")]
    [InlineData("which-tape.md")]
    public async Task No_path_leads_out_of_the_entries(string id)
    {
        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        var before = Everything();
        foreach (var path in (string[])[$"/maintain/entries/{id}", $"/maintain/entries/{id}/versions"])
        {
            await visit.OpenAsync(path);
            Assert.True(visit.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest || visit.At == "/maintain/inbox", $"{path}: {visit.Status} at {visit.At}");
        }

        await visit.OpenAsync("/maintain/entries/new");
        await visit.PressAsync("Save draft", ("id", Uri.UnescapeDataString(id)), ("entry-question", "Out?"), ("body", "Out. [1]"));
        Assert.True(visit.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest, $"{visit.Status}");
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task What_readers_write_never_becomes_markup()
    {
        const string Hostile = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> who is zorblax";
        await using var bot = await StartAsync();
        await (await bot.TalkAsync()).AskAsync(Hostile);
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        Assert.Contains(Hostile, visit.Text, StringComparison.Ordinal);
        await visit.PressAsync("Write an entry");
        await visit.PressAsync("Save draft");
        await visit.OpenAsync("/maintain/entries");
        foreach (var path in (string[])["/maintain/inbox", "/maintain/entries", "/maintain/history", visit.Page.QuerySelector("td a[href*=alert]")!.GetAttribute("href")!])
        {
            await visit.OpenAsync(path);
            Assert.Empty(visit.Page.QuerySelectorAll("script, img, [onerror]"));
        }
    }

    [Fact]
    public async Task What_is_set_aside_comes_back_when_it_is_asked_again()
    {
        await using var bot = await StartAsync();
        await (await bot.TalkAsync()).AskAsync(Question);
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.PressAsync("Set aside");
        Assert.Contains("Set aside.", visit.Text, StringComparison.Ordinal);
        Assert.Empty(visit.Page.QuerySelectorAll("ol.cards > li"));

        await (await bot.TalkAsync()).AskAsync(Question);
        await visit.OpenAsync("/maintain/inbox");
        Assert.Single(visit.Page.QuerySelectorAll("ol.cards > li"));
    }

    [Fact]
    public async Task Going_back_to_a_version_leaves_somebody_elses_draft()
    {
        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/entries/which-tape");
        await visit.PressAsync("Publish", ("body", "Any athletic tape. [1]"));
        await visit.PressAsync("Save draft", ("body", "Some other words. [1]"));
        await visit.OpenAsync("/maintain/entries/which-tape/versions");
        await visit.PressAsync("Use version 1 again");
        Assert.Contains("That version is in use again.", visit.Text, StringComparison.Ordinal);
        await visit.OpenAsync("/maintain/entries/which-tape");
        Assert.Contains("Some other words.", visit.Page.QuerySelector("#body")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_of_several_lines_is_set_aside_and_becomes_an_entry_like_any_other()
    {
        const string Lines = "do unicorns wear\nleather saddles\tin winter?";
        await using var bot = await StartAsync();
        await (await bot.TalkAsync()).AskAsync(Lines);
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.PressAsync("Write an entry");
        Assert.Equal("do unicorns wear leather saddles in winter?", visit.Page.QuerySelector("#entry-question")!.GetAttribute("value"));
        await visit.OpenAsync("/maintain/inbox");
        await visit.PressAsync("Set aside");
        Assert.Contains("Set aside.", visit.Text, StringComparison.Ordinal);
        Assert.Empty(visit.Page.QuerySelectorAll("ol.cards > li"));
        await visit.PressAsync("Back to the inbox");
        Assert.Single(visit.Page.QuerySelectorAll("ol.cards > li"));
    }

    [Fact]
    public async Task What_an_entry_is_written_for_leaves_the_inbox_when_it_is_in_use_and_comes_back_with_it()
    {
        await using var bot = await StartAsync();
        await (await bot.TalkAsync()).AskAsync(Question);
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.PressAsync("Write an entry");
        await visit.PressAsync("Save draft", ("body", "Rembrandt did. [1]"), ("sources", "ankle-talus#c12"));
        await visit.OpenAsync("/maintain/inbox");
        Assert.Contains(Question, visit.Text, StringComparison.Ordinal);

        await visit.OpenAsync("/maintain/entries/who-painted-the-night-watch");
        await visit.PressAsync("Publish");
        await visit.OpenAsync("/maintain/inbox");
        Assert.DoesNotContain(Question, visit.Text, StringComparison.Ordinal);

        await visit.OpenAsync("/maintain/entries/who-painted-the-night-watch");
        await visit.PressAsync("Unpublish");
        Assert.Contains("Unpublished.", visit.Text, StringComparison.Ordinal);
        Assert.Equal("notCovered", Outcome(await (await bot.TalkAsync()).AskAsync(Question)));
        await visit.OpenAsync("/maintain/inbox");
        Assert.Contains(Question, visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_publish_at_the_same_moment_do_not_both_believe_that_theirs_is_in_use()
    {
        await using var bot = await StartAsync();
        using var ada = await ConsoleVisit.SignedInAsync(bot.Address);
        using var bob = await ConsoleVisit.SignedInAsync(bot.Address, "Bob");
        await ada.OpenAsync("/maintain/entries/which-tape");
        await bob.OpenAsync("/maintain/entries/which-tape");
        await Task.WhenAll(ada.PressAsync("Publish", ("body", "Ada's words. [1]")), bob.PressAsync("Publish", ("body", "Bob's words. [1]")));

        var published = new[] { ada, bob }.Where(one => one.Text.Contains("Published.", StringComparison.Ordinal)).ToList();
        var refused = Assert.Single(new[] { ada, bob }.Except(published));
        Assert.Contains("Somebody has changed this entry", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_the_golden_questions_keeps_no_entry_in_use()
    {
        await using var bot = await StartAsync();
        File.WriteAllText(Path.Combine(knowledge, "questions", "zz-broken.jsonl"), "{\n");
        File.WriteAllText(Path.Combine(knowledge, "entries", "lonely.md"), "---\nquestion: Who is lonely here?\nsources:\n  - ankle-talus#c12\n---\nNobody is. [1]\n");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/entries/lonely");
        await visit.PressAsync("Unpublish");
        Assert.Contains("Unpublished.", visit.Text, StringComparison.Ordinal);

        await visit.OpenAsync("/maintain/entries/which-tape");
        await visit.PressAsync("Unpublish");
        Assert.Contains("Other files speak of this entry", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("zz-broken", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_reader_writes_under_a_thumb_stands_beside_the_question()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var reply = await talk.AskAsync("what kind of tape?");
        var id = reply.GetProperty("id").GetString()!;
        await talk.RateAsync(id, "down");
        await talk.RateAsync(id, "down", "I meant the colour");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        Assert.Contains("I meant the colour", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_remarks_is_edited_whole_and_says_what_to_copy()
    {
        await using var bot = await StartAsync();
        var path = Path.Combine(knowledge, "entries", "which-tape.md");
        File.WriteAllText(path, File.ReadAllText(path).Replace("also:", "# readers' own words\nalso:", StringComparison.Ordinal));
        await (await bot.TalkAsync()).AskAsync("which tape would a unicorn take in winter");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/entries/which-tape");
        Assert.Contains("# readers' own words", visit.Page.QuerySelector("#raw")!.TextContent, StringComparison.Ordinal);
    }

    private SortedDictionary<string, string> Everything() =>
        new(Directory.EnumerateFiles(folder.Path, "*.*", SearchOption.AllDirectories).Where(file => !file.Contains("talusbot.db", StringComparison.Ordinal) && !file.EndsWith(".bin", StringComparison.Ordinal)).ToDictionary(file => file, File.ReadAllText), StringComparer.Ordinal);

    private static string Outcome(System.Text.Json.JsonElement reply) => reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString()!;

    private Task<RunningBot> StartAsync() =>
        RunningBot.StartAsync(null, folder.File("talusbot.db"), $"Knowledge:Path={knowledge}", $"Maintain:Key={ConsoleVisit.Key}");
}
