using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>
/// What the known questions that are most like a new one say about its answer. A ranking by the single best question is
/// led astray by one that shares the wrong words; here the nearest ones speak together, and each counts for less where
/// another says the same.
/// </summary>
/// <remarks>
/// Kernel ridge regression over the nearest questions only, solved anew for each question: nothing has to be trained, and a
/// new entry counts from the moment it is read. The kernel is 2 * use + words + 0.5 * chars, cosines all.
/// </remarks>
internal sealed class Neighbours
{
    private const int Nearest = 64;
    private const double Ridge = 1.2;
    private const double Floor = 0.2;
    private const double UseWeight = 2;
    private const double WordWeight = 1;
    private const double CharWeight = 0.5;

    private readonly IReadOnlyList<(int Document, string Group, SentenceVector Vector)> known;
    private readonly SparseVectors words;
    private readonly SparseVectors chars;

    private Neighbours(IReadOnlyList<(int Document, string Group, SentenceVector Vector)> known, SparseVectors words, SparseVectors chars) =>
        (this.known, this.words, this.chars) = (known, words, chars);

    /// <param name="index">Its documents that have a question.</param>
    /// <param name="isKnown">Whether the questions of a group are such as people type.</param>
    public static Neighbours Of(HybridIndex index, Func<string, bool> isKnown)
    {
        var known = new List<(int, string, SentenceVector)>();
        var texts = new List<string>();
        for (var i = 0; i < index.Documents.Count; i++)
        {
            if (index.QuestionVector(i) is { } vector && isKnown(index.Documents[i].Group))
            {
                known.Add((i, index.Documents[i].Group, vector));
                texts.Add(index.Documents[i].Question);
            }
        }

        return new Neighbours(known, new SparseVectors([.. texts.Select(WordsOf)]), new SparseVectors([.. texts.Select(CharsOf)]));
    }

    /// <summary>How far each group is spoken for: near 1 where everything like the question belongs to it, near 0 where nothing is like it. Rounded to four decimals.</summary>
    /// <param name="without">Numbers of documents to look past; null for none.</param>
    public Dictionary<string, double> Vote(AskedQuestion asked, IReadOnlySet<int>? without)
    {
        var likeness = new double[known.Count];
        words.AddCosines(WordsOf(asked.Mended), WordWeight, likeness);
        chars.AddCosines(CharsOf(asked.Mended), CharWeight, likeness);
        for (var i = 0; i < likeness.Length; i++)
        {
            likeness[i] += (UseWeight * asked.Vector.Similarity(known[i].Vector)) + Floor;
        }

        var near = Enumerable.Range(0, known.Count).Where(i => without is null || !without.Contains(known[i].Document)).OrderByDescending(i => likeness[i]).ThenBy(i => i).Take(Nearest).ToArray();
        var gram = new double[near.Length, near.Length];
        for (var i = 0; i < near.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                gram[i, j] = Kernel(near[i], near[j]) + (i == j ? Ridge : 0);
            }
        }

        var shares = Cholesky.Solve(gram, [.. near.Select(i => likeness[i])]);
        var votes = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < near.Length; i++)
        {
            votes[known[near[i]].Group] = votes.GetValueOrDefault(known[near[i]].Group) + shares[i];
        }

        return votes.ToDictionary(vote => vote.Key, vote => Math.Round(vote.Value, 4, MidpointRounding.ToEven), StringComparer.Ordinal);
    }

    private double Kernel(int i, int j) =>
        (UseWeight * known[i].Vector.Similarity(known[j].Vector)) + (WordWeight * words.Cosine(i, j)) + (CharWeight * chars.Cosine(i, j)) + Floor;

    /// <summary>Stems and pairs of stems; pairs of words that only ask ("how long", "do I") are left out, for every question has them.</summary>
    private static List<ulong> WordsOf(string text)
    {
        var stems = WordBreaker.Words(text).Select(word => PorterStemmer.Stem(word.Of(text).ToLowerInvariant())).ToList();
        var features = stems.ConvertAll(Hash);
        for (var i = 0; i + 1 < stems.Count; i++)
        {
            if (!FunctionWords.Contains(stems[i]) || !FunctionWords.Contains(stems[i + 1]))
            {
                features.Add((features[i] * 31) ^ (features[i + 1] + 0x9E3779B97F4A7C15UL));
            }
        }

        return features;
    }

    private static List<ulong> CharsOf(string text)
    {
        var grams = new List<ulong>();
        CharGrams.Each(text, grams.Add);
        return grams;
    }

    /// <summary>FNV-1a.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
