using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Tests.Golden;

namespace TalusBot.Knowledge.Tests.Index;

public sealed class GoldenRunTests
{
    private const double Tolerance = 1e-6;

    private static readonly PassageIndex index = LuceneGolden.Corpus
        .Aggregate(new PassageIndexBuilder(), (builder, row) => builder.Add(new IndexDocument(row.Id, "", row.Text)))
        .Build();

    [Fact]
    public void Every_score_is_the_one_that_Lucene_gave()
    {
        var worst = 0.0;
        foreach (var (id, text) in LuceneGolden.Queries)
        {
            var scores = index.SearchBm25(text, index.Count).ToDictionary(hit => hit.Id, hit => hit.Score);
            foreach (var (document, score) in LuceneGolden.Run[id])
            {
                worst = Math.Max(worst, Math.Abs(scores[document] - score) / score);
            }
        }

        Assert.True(worst <= Tolerance, $"the worst score is off by {worst:E2}");
    }

    [Fact]
    public void The_twenty_best_are_the_same_but_for_ties_with_the_last_of_them()
    {
        foreach (var (id, text) in LuceneGolden.Queries)
        {
            var theirs = LuceneGolden.Run[id].ToList();
            var ours = index.SearchBm25(text, 20);
            Assert.Equal(theirs.Count, ours.Count);
            if (theirs.Count == 0) continue;

            var last = theirs.Min(hit => hit.Score) * (1 + Tolerance);
            Assert.Equal(
                theirs.Where(hit => hit.Score > last).Select(hit => hit.Document).Order(StringComparer.Ordinal),
                ours.Where(hit => hit.Score > last).Select(hit => hit.Id).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_hit_of_every_query_explains_its_score()
    {
        foreach (var (_, text) in LuceneGolden.Queries)
        {
            foreach (var hit in index.SearchBm25(text, 20)) Explanations.Explain(hit.Score, index.ExplainBm25(hit.Document, text));
            foreach (var hit in index.Search(text, 20)) Explanations.Explain(hit.Score, index.Explain(hit.Document, text));
        }
    }
}
