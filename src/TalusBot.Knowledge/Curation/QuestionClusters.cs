using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Curation;

/// <summary>Texts that are alike, in one pass: each joins the cluster it is most like on average, or begins one.</summary>
internal sealed class QuestionClusters
{
    private const float MeaningWeight = 0.7f;
    private const float WordsWeight = 0.3f;

    /// <summary>So many texts are compared with the clusters before them at once, on all cores; among themselves they are compared one by one.</summary>
    private const int Block = 256;

    private readonly IReadOnlyList<SentenceVector> vectors;
    private readonly (int Term, float Weight)[][] words;
    private readonly float least;
    private readonly List<QuestionCluster> clusters = [];

    /// <summary>By term: the clusters that have it, in their order.</summary>
    private readonly List<int>[] having;

    /// <param name="texts">The most important first: they begin the clusters.</param>
    /// <param name="likeness">0 to 1; from there on a text joins.</param>
    public QuestionClusters(IReadOnlyList<string> texts, IReadOnlyList<SentenceVector> vectors, double likeness, CancellationToken cancel)
    {
        (this.vectors, least) = (vectors, (float)likeness);
        (words, var terms) = Weigh(texts);
        having = [.. Enumerable.Range(0, terms).Select(_ => new List<int>())];
        var best = new (int Cluster, float Likeness)[Block];
        for (var start = 0; start < texts.Count; start += Block)
        {
            var (from, before) = (start, clusters.Count);
            var count = Math.Min(Block, texts.Count - start);
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancel }, i => best[i] = Best(from + i, before));
            for (var i = 0; i < count; i++)
            {
                Place(from + i, best[i], before);
            }
        }
    }

    public IReadOnlyList<QuestionCluster> Clusters => clusters;

    /// <summary>The likest of the first clusters.</summary>
    private (int Cluster, float Likeness) Best(int text, int most)
    {
        var shared = new float[most];
        foreach (var (term, weight) in words[text])
        {
            foreach (var cluster in having[term])
            {
                shared[cluster] += weight * clusters[cluster].Weight(term);
            }
        }

        var vector = QuestionCluster.Floats(vectors[text]);
        var best = (-1, least);
        for (var i = 0; i < most; i++)
        {
            // No vector is liker than 1.
            if (MeaningWeight + (WordsWeight * shared[i]) >= best.Item2 && (MeaningWeight * clusters[i].Meaning(vector)) + (WordsWeight * shared[i]) is var likeness && IsBetter(likeness, best))
            {
                best = (i, likeness);
            }
        }

        return best;
    }

    /// <summary>Of equally like clusters the first.</summary>
    private static bool IsBetter(float likeness, (int Cluster, float Likeness) best) => best.Cluster < 0 ? likeness >= best.Likeness : likeness > best.Likeness;

    private void Place(int text, (int Cluster, float Likeness) best, int before)
    {
        var vector = QuestionCluster.Floats(vectors[text]);
        for (var i = before; i < clusters.Count; i++)
        {
            var likeness = (MeaningWeight * clusters[i].Meaning(vector)) + (WordsWeight * words[text].Sum(word => word.Weight * clusters[i].Weight(word.Term)));
            if (IsBetter(likeness, best))
            {
                best = (i, likeness);
            }
        }

        if (best.Cluster < 0)
        {
            best.Cluster = clusters.Count;
            clusters.Add(new QuestionCluster(vectors));
        }

        foreach (var term in clusters[best.Cluster].Add(text, vector, words[text]))
        {
            having[term].Add(best.Cluster);
        }
    }

    /// <summary>Every text as its terms of matter, with weights of length 1.</summary>
    private static ((int Term, float Weight)[][] Words, int Terms) Weigh(IReadOnlyList<string> texts)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var terms = texts.Select(text => EnglishAnalyzer.Tokens(text).Where(token => !FunctionWords.Contains(token)).Distinct(StringComparer.Ordinal).Select(Number).ToArray()).ToArray();
        var texted = new int[numbers.Count];
        foreach (var term in terms.SelectMany(one => one))
        {
            texted[term]++;
        }

        // Rounded, so that no processor's logarithm decides.
        var idf = Array.ConvertAll(texted, count => (float)Math.Round(Math.Log(1 + ((double)texts.Count / count)), 4));
        return ([.. terms.Select(Weights)], numbers.Count);

        int Number(string term) => numbers.TryGetValue(term, out var number) ? number : numbers[term] = numbers.Count;

        (int, float)[] Weights(int[] one)
        {
            var length = MathF.Sqrt(one.Sum(term => idf[term] * idf[term]));
            return [.. one.Select(term => (term, idf[term] / length))];
        }
    }
}
