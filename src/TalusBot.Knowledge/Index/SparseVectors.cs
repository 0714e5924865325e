using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace TalusBot.Knowledge.Index;

/// <summary>Texts as vectors of length 1 over their features, weighted by idf; features are told apart by a hash. Immutable.</summary>
/// <remarks>
/// idf here is ln(1 + N / n); a feature that no text has weighs nothing. The vectors lie end to end in flat arrays, and once
/// more by feature, as an inverted list.
/// </remarks>
internal sealed class SparseVectors
{
    private readonly Dictionary<ulong, int> numbers = [];
    private readonly double[] idf;
    private readonly SparseRows byText;
    private readonly SparseRows byFeature;

    /// <summary>Lists of zeros, one for each feature, for whoever compares next.</summary>
    private readonly ConcurrentBag<int[]> unused = [];

    /// <param name="texts">The features of each text, as often as they occur.</param>
    public SparseVectors(IEnumerable<List<ulong>> texts)
    {
        var starts = new List<int> { 0 };
        var features = new List<int>();
        var counts = new List<int>();
        var having = new List<int>();
        var found = new List<int>();
        foreach (var text in texts)
        {
            found.Clear();
            foreach (var feature in text)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, feature, out var isKnown);
                if (!isKnown)
                {
                    number = having.Count;
                    having.Add(0);
                }

                found.Add(number);
            }

            foreach (var (feature, count) in Counted(found))
            {
                features.Add(feature);
                counts.Add(count);
                having[feature]++;
            }

            starts.Add(features.Count);
        }

        idf = [.. having.Select(count => Math.Log(1 + ((starts.Count - 1.0) / count)))];
        byText = new SparseRows([.. starts], [.. features], [.. counts.Select((count, i) => (float)(count * idf[features[i]]))]);
        for (var text = 0; text < byText.Count; text++)
        {
            Normalise(byText.Weights(text));
        }

        byFeature = byText.Turned(having.Count);
    }

    /// <summary>Adds <paramref name="times"/> the cosine of each text with the features of another one.</summary>
    public void AddCosines(List<ulong> features, double times, Span<double> sums)
    {
        var counted = Known(features);
        var weights = counted.ConvertAll(one => (float)(one.Count * idf[one.Feature])).ToArray();
        Normalise(weights);
        for (var i = 0; i < counted.Count; i++)
        {
            Add(byFeature.Columns(counted[i].Feature), byFeature.Weights(counted[i].Feature), times * weights[i], sums);
        }
    }

    /// <summary>The cosines of some of the texts with one another.</summary>
    /// <param name="cosines">A row for each of <paramref name="some"/>, up to and with itself; overwritten.</param>
    /// <remarks>A feature costs as many steps as pairs have it: most of a text's features are in few other texts.</remarks>
    public void Compare(ReadOnlySpan<int> some, Span<double> cosines)
    {
        cosines.Clear();
        var total = 0;
        foreach (var text in some)
        {
            total += byText.Columns(text).Length;
        }

        // The features that occur, numbered anew from 1 by their first mention: how often each does, then where its texts end.
        var anew = unused.TryTake(out var zeros) ? zeros : new int[byFeature.Count];
        var ends = ArrayPool<int>.Shared.Rent(total + 1);
        var occurring = 0;
        foreach (var text in some)
        {
            foreach (var feature in byText.Columns(text))
            {
                if (anew[feature] == 0)
                {
                    anew[feature] = ++occurring;
                    ends[occurring] = 0;
                }

                ends[anew[feature]]++;
            }
        }

        ends[0] = 0;
        for (var feature = 1; feature <= occurring; feature++)
        {
            ends[feature] += ends[feature - 1];
        }

        // Feature by feature the texts that have it, from the last to the first; each ends up where the one before it ends.
        var having = ArrayPool<(int Row, float Weight)>.Shared.Rent(total);
        for (var row = 0; row < some.Length; row++)
        {
            var features = byText.Columns(some[row]);
            var weights = byText.Weights(some[row]);
            for (var i = 0; i < features.Length; i++)
            {
                having[--ends[anew[features[i]]]] = (row, weights[i]);
            }
        }

        for (var feature = 1; feature <= occurring; feature++)
        {
            var texts = having.AsSpan(ends[feature]..(feature < occurring ? ends[feature + 1] : total));
            for (var i = 0; i < texts.Length; i++)
            {
                var (row, weight) = texts[i];
                var sums = cosines.Slice(row * some.Length, row + 1);
                foreach (var (other, times) in texts[i..])
                {
                    sums[other] += (double)weight * times;
                }
            }
        }

        foreach (var text in some)
        {
            foreach (var feature in byText.Columns(text))
            {
                anew[feature] = 0;
            }
        }

        unused.Add(anew);
        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<(int, float)>.Shared.Return(having);
    }

    /// <summary>Adds weights, times a factor, to the sums of their texts.</summary>
    /// <param name="texts">Each once, and mostly far from one another: then four at a time, read before any is written, take a third of the time.</param>
    private static void Add(ReadOnlySpan<int> texts, ReadOnlySpan<float> weights, double times, Span<double> sums)
    {
        var i = 0;
        for (; i <= texts.Length - 4; i += 4)
        {
            var (a, b, c, d) = (texts[i], texts[i + 1], texts[i + 2], texts[i + 3]);
            var (first, second) = (sums[a] + (times * weights[i]), sums[b] + (times * weights[i + 1]));
            var (third, fourth) = (sums[c] + (times * weights[i + 2]), sums[d] + (times * weights[i + 3]));
            (sums[a], sums[b], sums[c], sums[d]) = (first, second, third, fourth);
        }

        for (; i < texts.Length; i++)
        {
            sums[texts[i]] += times * weights[i];
        }
    }

    /// <summary>Those that some text has, by number, each once with how often it occurs.</summary>
    private List<(int Feature, int Count)> Known(List<ulong> features)
    {
        var known = new List<int>(features.Count);
        foreach (var feature in features)
        {
            if (numbers.TryGetValue(feature, out var number))
            {
                known.Add(number);
            }
        }

        return Counted(known);
    }

    /// <summary>Each number once, with how often it stands there; rising.</summary>
    /// <param name="known">Sorted by this.</param>
    private static List<(int Feature, int Count)> Counted(List<int> known)
    {
        known.Sort();
        var counted = new List<(int Feature, int Count)>(known.Count);
        foreach (var number in known)
        {
            if (counted is [.., var (feature, count)] && feature == number)
            {
                counted[^1] = (number, count + 1);
            }
            else
            {
                counted.Add((number, 1));
            }
        }

        return counted;
    }

    private static void Normalise(Span<float> weights)
    {
        var square = 0.0;
        foreach (var weight in weights)
        {
            square += (double)weight * weight;
        }

        var length = Math.Sqrt(square);
        foreach (ref var weight in weights)
        {
            weight = length == 0 ? 0 : (float)(weight / length);
        }
    }
}
