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

        numbers.TrimExcess();
        idf = new double[having.Count];
        for (var feature = 0; feature < idf.Length; feature++)
        {
            idf[feature] = Math.Log(1 + ((starts.Count - 1.0) / having[feature]));
        }

        var weights = new float[counts.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(counts[i] * idf[features[i]]);
        }

        byText = new SparseRows([.. starts], CollectionsMarshal.AsSpan(features), weights, having.Count);
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
            byFeature.Add(counted[i].Feature, times * weights[i], sums);
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
            total += byText.Weights(text).Length;
        }

        // The features that occur, numbered anew from 1 by their first mention: how often each does, then where its texts end.
        var anew = unused.TryTake(out var zeros) ? zeros : new int[byFeature.Count];
        var ends = ArrayPool<int>.Shared.Rent(total + 1);
        var occurring = 0;
        foreach (var text in some)
        {
            var (first, end) = byText.Places(text);
            for (var i = first; i < end; i++)
            {
                var feature = byText.Column(i);
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
            var (first, end) = byText.Places(some[row]);
            for (var i = first; i < end; i++)
            {
                having[--ends[anew[byText.Column(i)]]] = (row, byText.Weight(i));
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
            var (first, end) = byText.Places(text);
            for (var i = first; i < end; i++)
            {
                anew[byText.Column(i)] = 0;
            }
        }

        unused.Add(anew);
        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<(int, float)>.Shared.Return(having);
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
