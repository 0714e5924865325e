using System.Buffers;

namespace TalusBot.Knowledge.Index;

/// <summary>Texts as vectors of length 1 over their features, weighted by idf; features are told apart by a hash.</summary>
/// <remarks>idf here is ln(1 + N / n); a feature that no text has weighs nothing.</remarks>
internal sealed class SparseVectors
{
    private readonly Dictionary<ulong, int> numbers = [];
    private readonly double[] idf;
    private readonly (int Feature, double Weight)[][] vectors;
    private readonly (int Text, double Weight)[][] postings;

    /// <param name="texts">The features of each text, as often as they occur.</param>
    public SparseVectors(IReadOnlyList<IReadOnlyList<ulong>> texts)
    {
        var having = new List<int>();
        foreach (var text in texts)
        {
            foreach (var feature in text.Distinct())
            {
                if (numbers.TryAdd(feature, having.Count))
                {
                    having.Add(0);
                }

                having[numbers[feature]]++;
            }
        }

        idf = [.. having.Select(count => Math.Log(1 + ((double)texts.Count / count)))];
        vectors = [.. texts.Select(Vector)];
        var lists = having.Select(count => new List<(int, double)>(count)).ToArray();
        for (var text = 0; text < vectors.Length; text++)
        {
            foreach (var (feature, weight) in vectors[text])
            {
                lists[feature].Add((text, weight));
            }
        }

        postings = [.. lists.Select(list => list.ToArray())];
    }

    /// <summary>Adds <paramref name="times"/> the cosine of each text with the features of another one.</summary>
    public void AddCosines(IReadOnlyList<ulong> features, double times, Span<double> sums)
    {
        foreach (var (feature, weight) in Vector(features))
        {
            foreach (var (text, other) in postings[feature])
            {
                sums[text] += times * weight * other;
            }
        }
    }

    /// <summary>The cosines of some of the texts with one another.</summary>
    /// <param name="cosines">A row for each of <paramref name="some"/>, up to and with itself; overwritten.</param>
    /// <remarks>A feature costs as many steps as pairs have it: most of a text's features are in no other text.</remarks>
    public void Compare(ReadOnlySpan<int> some, Span<double> cosines)
    {
        cosines.Clear();
        var total = 1;
        foreach (var text in some)
        {
            total += vectors[text].Length;
        }

        // By feature: its last place in the list of all that have it; 0 for none. By place: the one before it.
        var last = ArrayPool<int>.Shared.Rent(postings.Length);
        var places = ArrayPool<(int Before, int Row, double Weight)>.Shared.Rent(total);
        Array.Clear(last, 0, postings.Length);
        var place = 0;
        for (var row = 0; row < some.Length; row++)
        {
            var sums = cosines.Slice(row * some.Length, row + 1);
            foreach (var (feature, weight) in vectors[some[row]])
            {
                places[++place] = (last[feature], row, weight);
                last[feature] = place;
                for (var at = place; at != 0; at = places[at].Before)
                {
                    sums[places[at].Row] += weight * places[at].Weight;
                }
            }
        }

        ArrayPool<int>.Shared.Return(last);
        ArrayPool<(int, int, double)>.Shared.Return(places);
    }

    /// <summary>In the order of the features' numbers.</summary>
    private (int Feature, double Weight)[] Vector(IReadOnlyList<ulong> features)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var feature in features)
        {
            if (numbers.TryGetValue(feature, out var number))
            {
                counts[number] = counts.GetValueOrDefault(number) + 1;
            }
        }

        var vector = counts.Select(count => (Feature: count.Key, Weight: count.Value * idf[count.Key])).ToArray();
        var length = Math.Sqrt(vector.Sum(one => one.Weight * one.Weight));
        foreach (ref var one in vector.AsSpan())
        {
            one.Weight = length == 0 ? 0 : one.Weight / length;
        }

        return vector;
    }
}
