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

    /// <summary>The cosine of two of the texts.</summary>
    public double Cosine(int left, int right)
    {
        var (a, b) = (vectors[left], vectors[right]);
        var sum = 0.0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i].Feature == b[j].Feature)
            {
                sum += a[i++].Weight * b[j++].Weight;
            }
            else if (a[i].Feature < b[j].Feature)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return sum;
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
