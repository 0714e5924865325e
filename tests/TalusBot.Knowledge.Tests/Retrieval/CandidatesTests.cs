using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Retrieval;

/// <summary>In a large set only the best by words and by meaning are scored. What that can miss, and what it cannot.</summary>
public sealed class CandidatesTests
{
    private const int Documents = 6_000;
    private const int Meanings = 300;
    private static readonly string[] Things = ["tape", "towel", "rope", "band", "shoe", "heel", "calf", "bone", "joint", "step"];
    private static readonly string[] Deeds = ["moves", "holds", "hurts", "heals", "slips", "turns"];
    private static readonly string[] Times = ["at night", "for weeks", "every day", "after sport", "in winter"];
    private static readonly HybridIndex Index = Build();

    /// <summary>Every sentence of three parts, each as often as it takes, followed by words that no other has.</summary>
    private static HybridIndex Build()
    {
        string[] sentences = [.. from thing in Things from deed in Deeds from time in Times select $"the {thing} {deed} {time}"];
        var vectors = sentences.Select(sentence => SentenceVector.From(SentenceEncoder.Shared.Encode(sentence))).ToArray();
        Assert.Equal(Meanings, sentences.Length);
        var documents = Enumerable.Range(0, Documents).Select(i => new HybridDocument($"d{i:0000}", $"d{i:0000}", "", $"{sentences[i % Meanings]} {string.Concat(Enumerable.Repeat($"{Things[i % 7]} ", i % 5))}word{i}"));
        return HybridIndex.Build([.. documents], SentenceEncoder.Shared, texts => [.. texts.Select(text => vectors[int.Parse(text[(text.LastIndexOf("word", StringComparison.Ordinal) + 4)..].TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture) % Meanings])]);
    }

    [Fact]
    public void Candidates_score_as_if_all_were_scored_and_none_that_could_score_more_is_missed()
    {
        Assert.True(Documents > HybridIndex.ScoreAll);
        var proved = 0;
        foreach (var question in Questions())
        {
            using var asked = Index.Read(Index.Mended(question));
            var found = Index.Search(asked, int.MaxValue);
            var all = Index.Search(asked, int.MaxValue, without: null, scoreAll: int.MaxValue);

            var exact = all.ToDictionary(hit => hit.Id, hit => hit.Phrasings.Single());
            Assert.All(found, hit => Assert.Equal(exact[hit.Id], hit.Phrasings.Single()));

            // What is no candidate has at most the last candidate's words and meaning, and no more letters than any.
            var bound = (HybridIndex.Bm25nWeight * Last(exact.Values, score => score.Bm25n)) + (HybridIndex.CharWeight * exact.Values.Max(score => score.Chars)) + (HybridIndex.UseWeight * Last(exact.Values, score => score.Use));
            var certain = all.Where(hit => hit.Score > bound + 0.0001).Select(hit => hit.Id).ToList();
            Assert.Equal(certain, found.Take(certain.Count).Select(hit => hit.Id));
            proved += certain.Count > 0 ? 1 : 0;

            // Beyond what can be proved: on this set the ten best are the same, too.
            Assert.Equal(all.Take(10).Select(hit => hit.Id), found.Take(10).Select(hit => hit.Id));
        }

        Assert.True(proved >= 10, $"Only {proved} questions have a hit that is certain to be found.");
    }

    private static double Last(IEnumerable<HybridScore> scores, Func<HybridScore, double> part) =>
        scores.Select(part).OrderDescending().ElementAt(HybridIndex.Candidates - 1);

    private static IEnumerable<string> Questions() =>
        from i in Enumerable.Range(0, 30) select $"my {Things[i % 10]} {Deeds[i % 6]} {Times[i % 5]} word{i * 191}";
}
