using System.Text.Json;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Retrieval;

public sealed class HybridIndexTests
{
    private static readonly HybridDocument[] Faq =
    [
        new("tape~0", "tape", "Which tape should I use?", "Plain athletic tape is enough."),
        new("tape~1", "tape", "What kind of tape do I need?", "Plain athletic tape is enough."),
        new("tape~2", "tape", "Does the brand of the tape matter?", "Plain athletic tape is enough."),
        new("tape~3", "tape", "Where is the shop?", "Plain athletic tape is enough."),
        new("time", "time", "How long does it take?", "Give it four to six weeks."),
        new("passage", "passage", "", "The talus glides too far forward. That jams the joint in front."),
        new("open", "open", "What about zero drop shoes?", ""),
    ];

    private static readonly HybridIndex Index = HybridIndex.Build(Faq, SentenceEncoder.Shared);

    [Theory]
    [InlineData("which tape?", "tape")]
    [InlineData("how many weeks until it works", "time")]
    [InlineData("bone sits too much to the front", "passage")]
    [InlineData("zero drop shoes", "open")]
    public void The_right_group_comes_first(string question, string group) => Assert.Equal(group, Index.Search(question, 5)[0].Group);

    [Fact]
    public void A_group_scores_the_mean_of_its_three_best_phrasings()
    {
        var hit = Index.Search("which tape?", 5)[0];

        Assert.Equal(3, hit.Phrasings.Count);
        Assert.DoesNotContain(hit.Phrasings, phrasing => Faq[phrasing.Document].Id == "tape~3");
        Assert.Equal(Math.Round(hit.Phrasings.Average(phrasing => phrasing.Score), 4, MidpointRounding.ToEven), hit.Score);
    }

    /// <summary>Every hit of every question of a large and mixed set explains itself down to its parts.</summary>
    [Fact]
    public void Every_explanation_sums_to_its_score()
    {
        foreach (var question in Questions().Concat(Faq.Select(document => document.Question)).Concat(["", "the", "zzzzzz", "taep"]))
        {
            foreach (var hit in Index.Search(question, 10))
            {
                var explanation = Index.Explain(question, hit);
                Assert.Equal(hit.Score, explanation.Value, 9);
                foreach (var (one, phrasing) in (hit.Phrasings.Count == 1 ? [explanation] : explanation.Parts).Zip(hit.Phrasings))
                {
                    Assert.Equal(phrasing.Score, one.Value, 9);
                    Assert.Equal(3, one.Parts.Count);
                    var sum = (HybridIndex.Bm25nWeight * one.Parts[0].Value) + (HybridIndex.CharWeight * one.Parts[1].Value) + (HybridIndex.UseWeight * one.Parts[2].Value);
                    Assert.Equal(phrasing.Score, Math.Round(sum, 4, MidpointRounding.ToEven), 9);
                }
            }
        }
    }

    [Fact]
    public void Every_part_lies_between_0_and_1_and_is_rounded()
    {
        foreach (var phrasing in Questions().SelectMany(question => Index.Search(question, 10)).SelectMany(hit => hit.Phrasings))
        {
            foreach (var part in (double[])[phrasing.Score, phrasing.Flat, phrasing.Bm25n, phrasing.Chars, phrasing.Use])
            {
                Assert.InRange(part, 0, 1);
                Assert.Equal(Math.Round(part, 4), part, 12);
            }
        }
    }

    [Fact]
    public void The_order_of_the_documents_does_not_matter()
    {
        var reversed = HybridIndex.Build([.. Faq.Reverse()], SentenceEncoder.Shared);
        foreach (var question in Questions().Take(60))
        {
            Assert.Equal(Index.Search(question, 10).Select(hit => (hit.Id, hit.Score)), reversed.Search(question, 10).Select(hit => (hit.Id, hit.Score)));
        }
    }

    /// <summary>The kernels of the encoder differ in speed alone.</summary>
    [Fact]
    public void Every_kernel_gives_the_same_outcomes_on_500_questions()
    {
        var indexes = MatrixKernel.Supported.Select(kernel => HybridIndex.Build(Faq, new SentenceEncoder(EncoderModel.Load(), kernel))).ToList();
        foreach (var question in FiveHundred())
        {
            var found = indexes.ConvertAll(index => (index, Hits: index.Search(question, 10)));
            foreach (var (_, hits) in found.Skip(1))
            {
                Assert.Equal(found[0].Hits.Select(hit => (hit.Id, hit.Score)), hits.Select(hit => (hit.Id, hit.Score)));
                Assert.Equal(P(found[0].Hits), P(hits));
            }
        }
    }

    [Fact]
    public void An_empty_collection_finds_nothing() => Assert.Empty(HybridIndex.Build([], SentenceEncoder.Shared).Search("anything", 10));

    [Fact]
    public void In_a_large_set_the_best_are_the_same_as_if_all_were_scored()
    {
        // More documents than are scored one by one; the filler shares no word with the questions.
        var filler = Enumerable.Range(0, 5_100).Select(i => new HybridDocument($"f{i}", $"f{i}", "", $"lorem{i} ipsum{i}"));
        var zero = SentenceVector.Zero;
        var large = HybridIndex.Build(
            [.. Faq, .. filler], SentenceEncoder.Shared, texts => [.. texts.Select(text => text.StartsWith("lorem", StringComparison.Ordinal) ? zero : SentenceVector.From(SentenceEncoder.Shared.Encode(text)))]);

        Assert.Equal("tape", large.Search("which tape?", 3)[0].Group);
        Assert.Equal("time", large.Search("how many weeks does it take", 3)[0].Group);
    }

    private static double P(IReadOnlyList<GroupHit> hits) => Calibration.Default.Probability(Evidence.Of(hits, (_, _) => true));

    private static List<string> Questions()
    {
        var texts = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "lucene", "queries.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            texts.Add(row.RootElement.GetProperty("text").GetString()!);
        }

        return texts;
    }

    private static IEnumerable<string> FiveHundred()
    {
        var some = Questions();
        return some.Concat(some.Zip(some.Skip(7), (a, b) => $"{a} and {b}")).Take(500);
    }
}
