using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
/// new entry counts from the moment it is read. The kernel is 2 * use + words + 0.5 * chars, cosines all. While the vectors
/// are still to be made, words and chars stand for use as well, in the same proportion.
/// </remarks>
internal sealed class Neighbours
{
    private const int Nearest = 64;
    private const double Ridge = 1.2;
    private const double Floor = 0.2;
    private const double UseWeight = 2;
    private const double WordWeight = 1;
    private const double CharWeight = 0.5;

    private readonly (int Document, string Group)[] known;

    /// <summary>By known question: its vector.</summary>
    private readonly int[] vectors;
    private readonly SentenceVectors? meanings;
    private readonly SparseVectors words;
    private readonly SparseVectors chars;

    /// <summary>Full matrices, for whoever compares next.</summary>
    private readonly ConcurrentBag<double[,]> unused = [];
    private readonly double wordWeight = WordWeight;
    private readonly double charWeight = CharWeight;

    private Neighbours((int Document, string Group)[] known, int[] vectors, SentenceVectors? meanings, SparseVectors words, SparseVectors chars)
    {
        (this.known, this.vectors, this.meanings, this.words, this.chars) = (known, vectors, meanings, words, chars);
        if (meanings is null)
        {
            const double Stretch = (UseWeight + WordWeight + CharWeight) / (WordWeight + CharWeight);
            (wordWeight, charWeight) = (WordWeight * Stretch, CharWeight * Stretch);
        }
    }

    /// <param name="index">Its documents that have a question.</param>
    /// <param name="isKnown">Whether the questions of a group are such as people type.</param>
    public static Neighbours Of(HybridIndex index, Func<string, bool> isKnown)
    {
        var known = new List<(int, string)>();
        var vectors = new List<int>();
        var texts = new List<string>();
        for (var i = 0; i < index.Documents.Count; i++)
        {
            if (index.Meaning.QuestionVector(i) is var vector and >= 0 && isKnown(index.Documents[i].Group))
            {
                known.Add((i, index.Documents[i].Group));
                vectors.Add(vector);
                texts.Add(index.Documents[i].Question);
            }
        }

        SparseVectors? words = null, chars = null;
        Parallel.Invoke(() => words = new SparseVectors(texts.Select(WordsOf)), () => chars = new SparseVectors(texts.Select(CharsOf)));
        return new Neighbours([.. known], [.. vectors], index.IsLexical ? null : index.Meaning.Vectors, words!, chars!);
    }

    /// <summary>How far each group is spoken for: near 1 where everything like the question belongs to it, near 0 where nothing is like it. Rounded to four decimals.</summary>
    /// <param name="without">Numbers of documents to look past; null for none.</param>
    public Dictionary<string, double> Vote(AskedQuestion asked, IReadOnlySet<int>? without)
    {
        var rented = ArrayPool<double>.Shared.Rent(known.Length);
        var likeness = rented.AsSpan(0, known.Length);
        likeness.Clear();
        words.AddCosines(WordsOf(asked.Mended), wordWeight, likeness);
        chars.AddCosines(CharsOf(asked.Mended), charWeight, likeness);
        for (var i = 0; i < likeness.Length; i++)
        {
            likeness[i] += (meanings is null ? 0 : UseWeight * asked.Similarities[vectors[i]]) + Floor;
        }

        var near = Near(likeness, without);
        var gram = Kernel(near);
        var shares = new double[near.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = likeness[near[i]];
        }

        ArrayPool<double>.Shared.Return(rented);
        Cholesky.Solve(gram, shares);
        if (near.Length == Nearest)
        {
            unused.Add(gram);
        }

        var votes = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < near.Length; i++)
        {
            votes[known[near[i]].Group] = votes.GetValueOrDefault(known[near[i]].Group) + shares[i];
        }

        return votes.ToDictionary(vote => vote.Key, vote => Rounding.Of(vote.Value), StringComparer.Ordinal);
    }

    /// <summary>The numbers of the known questions that are most alike, the most alike first; equal ones as they stand.</summary>
    private int[] Near(ReadOnlySpan<double> likeness, IReadOnlySet<int>? without)
    {
        var near = new List<int>(Nearest + 1);
        var least = double.NegativeInfinity;
        for (var i = 0; i < likeness.Length; i++)
        {
            if (likeness[i] <= least)
            {
                continue;
            }

            var place = near.Count;
            while (place > 0 && likeness[near[place - 1]] < likeness[i])
            {
                place--;
            }

            if (without?.Contains(known[i].Document) is not true)
            {
                near.Insert(place, i);
                if (near.Count > Nearest) near.RemoveAt(Nearest);
                if (near.Count == Nearest) least = likeness[near[^1]];
            }
        }

        return [.. near];
    }

    /// <summary>How like one another some known questions are; the lower half.</summary>
    private double[,] Kernel(int[] near)
    {
        var n = near.Length;
        var gram = n == Nearest && unused.TryTake(out var full) ? full : new double[n, n];
        var compared = ArrayPool<double>.Shared.Rent(3 * n * n);
        Span<double> byUse = compared.AsSpan(0, n * n), byWords = compared.AsSpan(n * n, n * n), byChars = compared.AsSpan(2 * n * n, n * n);
        words.Compare(near, byWords);
        chars.Compare(near, byChars);
        byUse.Clear();
        var ofNear = Array.ConvertAll(near, i => vectors[i]);
        for (var i = 0; i < n; i++)
        {
            meanings?.Compare(ofNear[i], ofNear.AsSpan(0, i + 1), byUse.Slice(i * n, i + 1));
        }

        var all = MemoryMarshal.CreateSpan(ref Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(gram)), gram.Length);
        for (var at = 0; at < all.Length; at++)
        {
            all[at] = (UseWeight * byUse[at]) + (wordWeight * byWords[at]) + (charWeight * byChars[at]) + Floor;
        }

        for (var i = 0; i < n; i++)
        {
            gram[i, i] += Ridge;
        }

        ArrayPool<double>.Shared.Return(compared);
        return gram;
    }

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
