using System.Diagnostics;
using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using Xunit.Abstractions;

namespace TalusBot.Tests.Evaluation;

public sealed class ImpactTests(ITestOutputHelper output)
{
    private const string Swimming = "entries/swimming.md";

    private static readonly VectorCache Vectors = VectorCache.Open(Path.Combine(AppContext.BaseDirectory, "there-is-no-such-file.bin"), SentenceEncoder.Shared);
    private static readonly Snapshot Shipped = With(FileChanges.None);
    private static readonly IReadOnlyList<GoldenQuestion> Golden = QuestionReader.ReadFolder(Path.Combine(Repository.Knowledge, "questions")).Questions;
    private static readonly EntryDraft Draft = EntryDraft.Empty("swimming", "May I swim with the tape on?") with
    {
        Also = ["can i go swimming with it", "How long should I leave the tape on?"],
        Sources = [new("ankle-talus#c12", "Yep, you can leave it on.")],
        Body = "The author says only that you can leave it on. [1]",
    };

    private readonly Impact impact = new(ReaderReply.Of);

    [Fact]
    public void A_snapshot_has_no_impact_on_itself()
    {
        var report = impact.Measure(Shipped, With(FileChanges.None), [.. ImpactQuestion.OfGolden(Golden.Take(200)), .. ImpactQuestion.OfPhrasings(Shipped, Shipped)]);
        Assert.Empty(report.Changes);
        Assert.Empty(report.Changed);
        Assert.Empty(report.Vanished);
    }

    [Fact]
    public void A_new_entry_answers_its_own_questions_and_is_caught_stealing_another_ones()
    {
        var report = impact.Measure(Shipped, With(FileChanges.None.With(Swimming, EntryWriter.Write(Draft))), [Past("can i go swimming with it", 4), Past("How long should I leave the tape on?", 9), Past("why does it jam in front", 2)]);

        Assert.Equal(3, report.Asked);
        Assert.Equal(["swimming"], report.Changed);
        var swim = report.Changes.Single(change => change.Question.Count == 4);
        Assert.Equal((ImpactKind.NewlyAnswered, "notCovered", "answered", "swimming", true), (swim.Kind, swim.Before.Outcome, swim.After.Outcome, swim.After.Unit, swim.ByChange));
        Assert.Equal(("ankle-talus#c12", "Yep, you can leave it on."), (swim.After.Cited, swim.After.Quote));
        Assert.DoesNotContain(report.Changes, change => change.Question.Count == 2);
    }

    [Fact]
    public void What_another_entry_answered_and_the_draft_answers_now_is_stolen()
    {
        var question = Golden.First(question => !question.IsUntouched && question.Turns.Count == 1 && ReaderReply.Of(Shipped, Past(question.Turns[0], 1)).Unit == "wear-time").Turns[0];
        var report = impact.Measure(Shipped, With(FileChanges.None.With(Swimming, EntryWriter.Write(Draft with { Also = [question] }))), [Past(question, 1)]);
        var change = Assert.Single(report.Changes);
        Assert.Equal((ImpactKind.AnsweredByOther, "wear-time", "swimming"), (change.Kind, change.Before.Unit, change.After.Unit));
        Assert.True(change.IsStolen);
    }

    [Fact]
    public void Other_words_of_the_same_entry_are_a_change_of_the_quote()
    {
        var opened = Opened("which-tape");
        var report = impact.Measure(Shipped, With(FileChanges.None.With(opened.Path, EntryWriter.Write(opened with { Body = "Any athletic tape is fine. [1]" }))), [.. ImpactQuestion.OfPhrasings(Shipped, Shipped)]);
        Assert.Equal(Shipped.Entries.Single(entry => entry.Id == "which-tape").Also.Count + 1, report.Changes.Count);
        Assert.All(report.Changes, change => Assert.Equal((ImpactKind.QuoteChanges, "which-tape", "which-tape"), (change.Kind, change.Question.Id, change.After.Unit)));
    }

    [Fact]
    public void Without_its_entry_a_question_loses_its_answer_or_another_answers_and_the_id_vanishes()
    {
        var without = FileChanges.None.Without("entries/tape-book.md");
        foreach (var id in Shipped.Entries.Where(entry => entry.Followups.Contains("tape-book")).Select(entry => entry.Id))
        {
            without = without.With($"entries/{id}.md", EntryWriter.Write(Opened(id) with { Followups = [] }));
        }

        var report = impact.Measure(Shipped, With(without), [.. ImpactQuestion.OfPhrasings(Shipped, Shipped).Where(question => question.Id == "tape-book")]);
        Assert.Equal(["tape-book"], report.Vanished);
        Assert.NotEmpty(report.Changes);
        Assert.All(report.Changes, change => Assert.True(change.Kind is ImpactKind.LosesAnswer or ImpactKind.AnsweredByOther));
        Assert.DoesNotContain(report.Changes, change => change.IsStolen);
    }

    [Fact]
    public void A_sign_that_is_seen_no_more_or_is_another_one_is_a_change_of_safety()
    {
        const string Calf = "my calf is hot and swollen since the flight";
        var before = ReaderReply.Of(Shipped, Past(Calf, 1));
        Assert.Equal(("safety", "leg-clot"), (before.Outcome, before.Unit));
        Assert.Equal(ImpactKind.SafetyChanges, Impact.KindOf(before, before with { Outcome = "notCovered", Unit = null }));
        Assert.Equal(ImpactKind.SafetyChanges, Impact.KindOf(before, before with { Unit = "stroke" }));
    }

    [Fact]
    public void A_golden_question_that_breaks_is_told_apart_and_an_unseen_one_keeps_its_words()
    {
        var rows = Enumerable.Range(1, 20).Select(i => new GoldenQuestion("golden.jsonl", i, $"row-{i}", ["Which tape should I use?"], "answer", [new("athletic")], [], Cite: null, [], "answerable")).ToList();
        var (seen, unseen) = (rows.First(row => !row.IsUntouched), rows.First(row => row.IsUntouched));
        var opened = Opened("which-tape");
        var wouldBe = With(FileChanges.None.With(opened.Path, EntryWriter.Write(opened with { Sources = [new("ankle-talus#c12", "Yep, you can leave it on.")], Body = "Leave it on. [1]" })));

        var change = Assert.Single(impact.Measure(Shipped, wouldBe, [.. ImpactQuestion.OfGolden([seen])]).Changes);
        Assert.True(change.Breaks && !change.Mends);
        Assert.Equal(seen.Turns[0], change.Question.Text);
        Assert.Equal($"(golden question {unseen.Id}, whose words stay unseen)", ImpactQuestion.OfGolden([unseen]).Single().Text);
    }

    [Fact]
    public void It_can_be_cancelled() => Assert.ThrowsAny<OperationCanceledException>(() => impact.Measure(Shipped, Shipped, [Past("which tape", 1)], progress: null, new CancellationToken(canceled: true)));

    [Fact]
    public void A_thousand_questions_are_asked_in_seconds()
    {
        var wouldBe = With(FileChanges.None.With(Swimming, EntryWriter.Write(Draft)));
        var questions = Shipped.Judged.Where((_, i) => i % 6 == 0).Take(1_000).Select(judged => Past(judged.Question, 1)).ToList();
        var watch = Stopwatch.StartNew();
        var first = impact.Measure(Shipped, wouldBe, questions);
        var cold = watch.Elapsed;
        watch.Restart();
        var again = impact.Measure(Shipped, wouldBe, questions);
        output.WriteLine($"{questions.Count} questions: {cold.TotalMilliseconds:0} ms, with the replies in use kept {watch.ElapsedMilliseconds} ms; {first.Changes.Count} change");
        Assert.Equal(first.Changes.Select(change => change.Question.Text), again.Changes.Select(change => change.Question.Text));
        Assert.InRange(cold.TotalSeconds, 0, 60);
    }

    private static ImpactQuestion Past(string question, int count) => new([question], count, QuestionOrigin.Past);

    private static EntryDraft Opened(string id) => EntryDraftReader.Read(id, File.ReadAllText(Path.Combine(Repository.Knowledge, "entries", $"{id}.md"))).Draft;

    private static Snapshot With(FileChanges changes)
    {
        var (snapshot, problems) = Snapshot.Read(Repository.Knowledge, Repository.Seeds, Vectors, changes);
        return snapshot ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
