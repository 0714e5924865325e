using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;
using Xunit.Abstractions;

namespace TalusBot.Tests.Questions;

/// <summary>Every citation of every reply, worked out again from the seed by other means than the program's.</summary>
public sealed class GoldenCitationsTests(ITestOutputHelper output)
{
    private static readonly Snapshot Shipped = ShippedKnowledge.Snapshot;

    [Fact]
    public void Every_citation_of_every_golden_reply_is_verbatim_with_the_right_speaker_and_date()
    {
        var seed = File.ReadAllText(Path.Combine(Repository.Seeds, "ankle-talus.txt"));
        var examination = new Examination(Shipped);
        var questions = QuestionReader.ReadFolder(Path.Combine(Repository.Knowledge, "questions")).Questions
            .Concat(Shipped.Judged.Select((judged, i) => new GoldenQuestion("judged", i, $"judged{i}", [judged.Question], "answer", [], [], null, [], "judged")));
        var citations = 0;
        foreach (var row in questions.Select(examination.Ask))
        {
            Assert.InRange(row.Reply.Citations.Count, row.Reply.Outcome == "answered" ? 1 : 0, 3);
            foreach (var citation in row.Reply.Citations)
            {
                citations++;
                Assert.InRange(citation.Quote.Length, 1, 400);
                Assert.True(Seed.Holds(seed, citation), $"{row.Question.Id}: {citation}");
            }
        }

        output.WriteLine($"{citations} citations");
        Assert.True(citations > 1_000);
    }

    [Fact]
    public void Every_entrys_sources_stand_in_the_seed()
    {
        var seed = File.ReadAllText(Path.Combine(Repository.Seeds, "ankle-talus.txt"));
        Assert.All(Shipped.Entries.SelectMany(entry => entry.Sources), source => Assert.Contains(source.Quote.Text, seed, StringComparison.Ordinal));
    }
}
