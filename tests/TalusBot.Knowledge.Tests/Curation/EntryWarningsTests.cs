using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;
using Xunit.Abstractions;

namespace TalusBot.Knowledge.Tests.Curation;

public sealed class EntryWarningsTests(ITestOutputHelper output)
{
    private static readonly EntryDraft Draft = EntryDraft.Empty("a-draft", "May I swim with the tape on?") with { Sources = [new("ankle-talus#c12", "Yep, you can leave it on.")], Body = "He says that you can leave it on. [1]" };

    [Fact]
    public void The_shipped_entries_give_no_warning() => Assert.Empty(Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache).Problems);

    [Theory]
    // The words are the same but for those that change nothing, their order or their endings.
    [InlineData("Which tape should I be using?", "\"Which tape should I use?\" asks nearly the same as")]
    [InlineData("What tape could I use?", "asks nearly the same as")]
    [InlineData("Is there a special tape brand for this?", "asks nearly the same as")]
    // One word decides.
    [InlineData("How long should I leave the rope on?", "only in \"tape\" for \"rope\"")]
    [InlineData("Why should I leave the tape on?", null)]
    [InlineData("How long should I leave the tape on overnight?", "only in no word for \"overnight\"")]
    [InlineData("How long should I leave the tape off?", "only in \"on\" for \"off\"")]
    [InlineData("Can my ankle cause trouble in my knee?", "only in \"hip\" for \"knee\"")]
    [InlineData("How do I do the rope exercise with a band?", null)]
    [InlineData("May I swim with the tape on?", null)]
    public void A_question_that_is_nearly_another_entrys_is_named_with_that(string question, string? said)
    {
        var problems = Of(Draft with { Question = question });
        if (said is null)
        {
            Assert.Empty(problems);
            return;
        }

        // The entry that comes later in the folder carries the warning.
        var problem = Assert.Single(problems, problem => problem.Message.Contains(question, StringComparison.Ordinal));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, problem.Severity);
        Assert.True(problem.Line >= 2, problem.ToString());
    }

    [Fact]
    public void The_message_names_both_places_and_the_word()
    {
        var problem = Assert.Single(Of(Draft with { Id = "zz-draft", Also = ["Can my ankle cause trouble in my knee?"] }));
        Assert.EndsWith("zz-draft.md(4): \"Can my ankle cause trouble in my knee?\" differs from \"Can my ankle cause trouble in my hip?\" in " + Path.Combine(Repository.Knowledge, "entries/hip-trouble.md") + "(2) only in \"knee\" for \"hip\"; put one of them in other words, or readers will get the wrong answer.", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Give it 6-8 weeks. [1]", "The answer says \"6-8 weeks\", and the words it cites (ankle-talus#c10) say \"4-6 weeks\"; write what they say.")]
    [InlineData("Give it six to eight weeks. [1]", "The answer says \"six to eight weeks\", and the words it cites (ankle-talus#c10) say \"4-6 weeks\"; write what they say.")]
    [InlineData("Give it 5 weeks. [1]", "The answer says \"5 weeks\", and the words it cites (ankle-talus#c10) say \"4-6 weeks\"; write what they say.")]
    [InlineData("Do it 10 times. [1]", "No quote that the entry cites holds \"10 times\"; cite the words that do, or leave the number out.")]
    [InlineData("Bend by 30°. [1]", "No quote that the entry cites holds \"30°\"; cite the words that do, or leave the number out.")]
    [InlineData("It was 1999. [1]", "No quote that the entry cites holds \"1999\"; cite the words that do, or leave the number out.")]
    [InlineData("Three days are enough. [1]", "The answer says \"Three days\", and the words it cites (ankle-talus#c10) say \"4-6 weeks\"; write what they say.")]
    [InlineData("Give it 4-6 weeks. [1]", null)]
    [InlineData("Give it four to six weeks. [1]", null)]
    [InlineData("Give it 4 – 6 weeks. [1]", null)]
    [InlineData("Give it up to six weeks. [1]", null)]
    [InlineData("Give it 28 days at least. [1]", null)]
    [InlineData("From one week to the next these two say little. Stand on two feet. [1]", null)]
    public void A_number_that_the_cited_words_do_not_hold_is_named(string body, string? said)
    {
        var problems = Of(Draft with { Sources = [new("ankle-talus#c10", "With any adaptation, after 4-6 weeks I hope a person can clearly go “Yeah, I’m definitely better than I was.”")], Body = "Yes. [1]\n\n" + body });
        Assert.Equal(said is null ? [] : [(8, said)], problems.Select(problem => (problem.Line, problem.Message)));
    }

    [Fact]
    public void Two_hundred_entries_are_looked_through_in_little_time()
    {
        var content = KnowledgeReader.Read(Repository.Knowledge, Repository.Seeds);
        var entries = Enumerable.Range(0, 8).SelectMany(copy => content.Entries.Select(entry => entry with { Id = $"{entry.Id}-{copy}", Question = $"{entry.Question} {copy} and {copy} more", Also = [.. entry.Also.Select(phrasing => $"{phrasing} {copy} and {copy} more")] })).ToList();
        var vector = TalusBot.Knowledge.Encoding.SentenceVector.From(TalusBot.Knowledge.Encoding.SentenceEncoder.Shared.Encode("which tape"));
        var other = TalusBot.Knowledge.Encoding.SentenceVector.From(TalusBot.Knowledge.Encoding.SentenceEncoder.Shared.Encode("how long"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var warnings = LikenessWarnings.Of(entries, (_, number) => number % 8 == 0 ? vector : other).ToList();
        output.WriteLine($"{entries.Count} entries, {warnings.Count} warnings: {watch.ElapsedMilliseconds} ms");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void The_day_of_the_cited_words_may_be_told() => Assert.Empty(Of(Draft with { Body = "He said so on 13 October 2020. [1]" }));

    private static List<SourceProblem> Of(EntryDraft draft) =>
        [.. Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache, FileChanges.None.With(draft.Path, EntryWriter.Write(draft))).Problems];
}
