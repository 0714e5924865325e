using System.Runtime.InteropServices;
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

    /// <summary>By term: the clusters that have it, with the sum of its weights in them.</summary>
    private readonly List<(int Cluster, float Sum)>[] having;

    /// <param name="texts">The most important first: they begin the clusters.</param>
    /// <param name="likeness">0 to 1; from there on a text joins.</param>
    public QuestionClusters(IReadOnlyList<string> texts, IReadOnlyList<SentenceVector> vectors, double likeness, CancellationToken cancel)
    {
        (this.vectors, least) = (vectors, (float)likeness);
        (words, var terms) = Weigh(texts);
        having = [.. Enumerable.Range(0, terms).Select(_ => new List<(int, float)>())];
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
            foreach (var (cluster, sum) in CollectionsMarshal.AsSpan(having[term]))
            {
                shared[cluster] += weight * sum;
            }
        }

        var vector = new QuestionVector(vectors[text]);
        var best = (-1, least);
        for (var i = 0; i < most; i++)
        {
            var cluster = clusters[i];
            var ofWords = WordsWeight * shared[i] / cluster.Members.Count;
            if (cluster.MayMean(vector, (best.Item2 - ofWords) / MeaningWeight) && (MeaningWeight * cluster.Meaning(vector)) + ofWords is var likeness && IsBetter(likeness, best))
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
        var vector = new QuestionVector(vectors[text]);
        for (var i = before; i < clusters.Count; i++)
        {
            var ofWords = WordsWeight * words[text].Sum(word => word.Weight * Sum(word.Term, i)) / clusters[i].Members.Count;
            var likeness = (MeaningWeight * clusters[i].Meaning(vector)) + ofWords;
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

        clusters[best.Cluster].Add(text, vector);
        foreach (var (term, weight) in words[text])
        {
            var ofTerm = CollectionsMarshal.AsSpan(having[term]);
            if (Find(ofTerm, best.Cluster) is >= 0 and var at)
            {
                ofTerm[at].Sum += weight;
            }
            else
            {
                having[term].Insert(~Find(ofTerm, best.Cluster), (best.Cluster, weight));
            }
        }
    }

    private float Sum(int term, int cluster) => Find(CollectionsMarshal.AsSpan(having[term]), cluster) is >= 0 and var at ? having[term][at].Sum : 0;

    /// <summary>The place of a cluster; the complement of where it belongs if it is not there.</summary>
    private static int Find(ReadOnlySpan<(int Cluster, float Sum)> ofTerm, int cluster)
    {
        var (low, high) = (0, ofTerm.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (ofTerm[middle].Cluster == cluster)
            {
                return middle;
            }

            (low, high) = ofTerm[middle].Cluster < cluster ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
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
