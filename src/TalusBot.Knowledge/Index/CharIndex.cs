using System.Runtime.InteropServices;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// Likeness of spelling: the cosine of TF-IDF vectors over the runs of three to five characters inside words (a blank
/// before and after each), with tf counted as 1 + ln tf and idf as 1 + ln((1 + N) / (1 + n)). Immutable.
/// </summary>
/// <remarks>An inverted list, so a question costs what its own runs occur, not what all texts hold.</remarks>
internal sealed class CharIndex
{
    private readonly Dictionary<ulong, int> grams;
    private readonly float[] idf;
    private readonly SparseRows byGram;

    private CharIndex(Dictionary<ulong, int> grams, float[] idf, SparseRows byGram) => (this.grams, this.idf, this.byGram) = (grams, idf, byGram);

    /// <summary>One vector a text, in their order; an empty text is like nothing.</summary>
    public static CharIndex Build(IReadOnlyList<string> documents)
    {
        // Text after text: the runs that it has, each once, in the order of their first mention.
        var grams = new Dictionary<ulong, int>();
        var starts = new List<int>(documents.Count + 1) { 0 };
        var (inText, counts) = (new List<int>(), new List<int>());
        var last = new List<int>(); // by run: its last place in these lists
        var runs = new List<ulong>();
        foreach (var document in documents)
        {
            runs.Clear();
            CharGrams.Each(document, runs.Add);
            foreach (var run in runs)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(grams, run, out var isKnown);
                if (!isKnown)
                {
                    number = last.Count;
                    last.Add(-1);
                }

                if (last[number] >= starts[^1])
                {
                    counts[last[number]]++;
                    continue;
                }

                last[number] = inText.Count;
                inText.Add(number);
                counts.Add(1);
            }

            starts.Add(inText.Count);
        }

        var having = new int[grams.Count];
        foreach (var gram in inText)
        {
            having[gram]++;
        }

        var idf = Array.ConvertAll(having, texts => (float)(1 + Math.Log((1.0 + documents.Count) / (1 + texts))));
        var weights = new float[inText.Count];
        for (var text = 0; text < documents.Count; text++)
        {
            var square = 0.0;
            for (var i = starts[text]; i < starts[text + 1]; i++)
            {
                square += Square(Weight(counts[i], idf[inText[i]]));
            }

            var length = Math.Sqrt(square);
            for (var i = starts[text]; i < starts[text + 1]; i++)
            {
                weights[i] = (float)(Weight(counts[i], idf[inText[i]]) / length);
            }
        }

        grams.TrimExcess();
        return new CharIndex(grams, idf, new SparseRows([.. starts], CollectionsMarshal.AsSpan(inText), weights, grams.Count).Turned(grams.Count));
    }

    /// <summary>The cosine of the question with every text, in [0, 1].</summary>
    /// <param name="cosines">One place a text; overwritten.</param>
    public void Score(string question, Span<double> cosines)
    {
        cosines.Clear();
        var counts = new Dictionary<int, int>();
        var unknown = new Dictionary<ulong, int>();
        CharGrams.Each(question, gram =>
        {
            if (grams.TryGetValue(gram, out var number))
            {
                counts[number] = counts.GetValueOrDefault(number) + 1;
            }
            else
            {
                unknown[gram] = unknown.GetValueOrDefault(gram) + 1;
            }
        });

        // A run that no text has counts for the question's length all the same, with the idf of one that none has.
        var rarest = cosines.Length == 0 ? 0 : 1 + Math.Log(1.0 + cosines.Length);
        var length = Math.Sqrt(counts.Sum(one => Square(Weight(one.Value, idf[one.Key]))) + unknown.Values.Sum(count => Square(Weight(count, rarest))));
        if (length == 0)
        {
            return;
        }

        foreach (var (gram, count) in counts)
        {
            byGram.Add(gram, Weight(count, idf[gram]) / length, cosines);
        }

        foreach (ref var cosine in cosines)
        {
            cosine = Math.Clamp(cosine, 0, 1);
        }
    }

    private static double Weight(int count, double idf) => count == 1 ? idf : (1 + Math.Log(count)) * idf;

    private static double Square(double x) => x * x;
}
