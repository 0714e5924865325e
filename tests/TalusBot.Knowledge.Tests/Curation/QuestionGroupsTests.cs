using System.Diagnostics;
using TalusBot.Knowledge.Curation;
using Xunit.Abstractions;

namespace TalusBot.Knowledge.Tests.Curation;

public sealed class QuestionGroupsTests(ITestOutputHelper output)
{
    private static readonly Snapshot Shipped = Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache).Snapshot!;

    [Fact]
    public void Questions_that_mean_the_same_stand_together_with_counts_and_the_newest_first()
    {
        var groups = QuestionGroups.Of(
        [
            new("Can I swim with the tape on?", 10),
            new("what does the doctor charge", 50),
            new("can i swim with the tape on", 30),
            new("Is swimming with the tape on okay?", 20),
            new("can i swim with the tape on", 15),
            new("How much does the doctor charge?", 40),
        ]);

        Assert.Equal(2, groups.Count);
        Assert.Equal((2, 50L), (groups[0].Count, groups[0].Newest));
        Assert.Equal(("can i swim with the tape on", 4, 30L), (groups[1].Title, groups[1].Count, groups[1].Newest));
        Assert.Equal(["can i swim with the tape on", "Is swimming with the tape on okay?"], groups[1].Members.Select(member => member.Text));
        Assert.Equal([0, 2, 4], groups[1].Members[0].Rows);
        Assert.Equal((3, 30L), (groups[1].Members[0].Count, groups[1].Members[0].Newest));
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var rows = Shipped.Judged.Where(one => one.IsNotCovered).Take(600).Select((one, i) => new AskedRow(one.Question, i)).ToArray();
        var shuffled = rows.ToArray();
        new Random(7).Shuffle(shuffled);
        Assert.Equal(Shown(QuestionGroups.Of(rows, SharedVectors.Cache)), Shown(QuestionGroups.Of(shuffled, SharedVectors.Cache)));
    }

    [Fact]
    public void Every_row_is_in_one_group()
    {
        var rows = Shipped.Judged.Select((one, i) => new AskedRow(one.Question, i)).Append(new("???", 1)).Append(new("", 2)).ToList();
        var groups = QuestionGroups.Of(rows, SharedVectors.Cache);
        Assert.Equal(Enumerable.Range(0, rows.Count), groups.SelectMany(group => group.Members).SelectMany(member => member.Rows).Order());
        Assert.All(groups, group => Assert.Contains(group.Title, group.Members.Select(member => member.Text)));
        Assert.Equal(rows.Count, groups.Sum(group => group.Count));
    }

    [Fact]
    public void Judged_questions_fall_into_groups_that_mostly_share_an_answer()
    {
        var random = new Random(1);
        var sample = Shipped.Judged.Where(one => !one.IsNotCovered)
            .GroupBy(one => one.Entry ?? one.Guide ?? string.Join('+', one.Sources.Select(source => source.Said.Id + source.Quote.Start)))
            .SelectMany(group => group.OrderBy(_ => random.Next()).Take(6).Select(one => (one.Question, Answer: group.Key))).ToList();
        var groups = QuestionGroups.Of([.. sample.Select(one => new AskedRow(one.Question, 0))], SharedVectors.Cache);
        var sizes = sample.GroupBy(one => one.Answer).ToDictionary(group => group.Key, group => group.Count());
        var (precision, recall) = (0.0, 0.0);
        foreach (var group in groups.Select(group => group.Members.SelectMany(member => member.Rows).Select(row => sample[row].Answer).ToList()))
        {
            foreach (var same in group.GroupBy(answer => answer))
            {
                precision += (double)same.Count() * same.Count() / group.Count;
                recall += (double)same.Count() * same.Count() / sizes[same.Key];
            }
        }

        (precision, recall) = (precision / sample.Count, recall / sample.Count);
        output.WriteLine($"{sample.Count} questions, {sizes.Count} answers, {groups.Count} groups: precision {precision:0.000}, recall {recall:0.000}");
        Assert.True(precision >= 0.60 && recall >= 0.32, $"precision {precision:0.000}, recall {recall:0.000}");
    }

    [Fact]
    public void Ten_thousand_rows_are_quick()
    {
        // 6,800 judged and asked questions, then as many again as it takes with one word more.
        var questions = Shipped.Judged.Select(one => one.Question).ToList();
        var rows = questions.Concat(questions.Select(question => question + " please")).Take(10_000).Select((question, i) => new AskedRow(question, i)).ToList();
        QuestionGroups.Of(rows, SharedVectors.Cache);
        var watch = Stopwatch.StartNew();
        var groups = QuestionGroups.Of(rows, SharedVectors.Cache);
        output.WriteLine($"{rows.Count} rows in {groups.Count} groups: {watch.ElapsedMilliseconds} ms");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5); // a busy machine may take longer than the second it usually needs
    }

    [Fact]
    public void A_grouping_that_nobody_waits_for_any_more_ends() =>
        Assert.Throws<OperationCanceledException>(() => QuestionGroups.Of([new("Which tape?", 1)], SharedVectors.Cache, new CancellationToken(canceled: true)));

    private static IEnumerable<string> Shown(IReadOnlyList<QuestionGroup> groups) =>
        groups.Select(group => $"{group.Title}: {string.Join(" | ", group.Members.Select(member => member.Text))}");
}
