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
        var grams = new Dictionary<ulong, int>();
        var inText = new List<(int Gram, int Count)[]>(documents.Count);
        var counts = new Dictionary<int, int>();
        foreach (var document in documents)
        {
            counts.Clear();
            CharGrams.Each(document, gram =>
            {
                if (!grams.TryGetValue(gram, out var number))
                {
                    grams.Add(gram, number = grams.Count);
                }

                counts[number] = counts.GetValueOrDefault(number) + 1;
            });
            inText.Add([.. counts.Select(pair => (pair.Key, pair.Value))]);
        }

        var starts = new int[grams.Count + 1];
        foreach (var (gram, _) in inText.SelectMany(text => text))
        {
            starts[gram + 1]++;
        }

        var idf = new float[grams.Count];
        for (var gram = 0; gram < grams.Count; gram++)
        {
            idf[gram] = (float)(1 + Math.Log((1.0 + documents.Count) / (1 + starts[gram + 1])));
            starts[gram + 1] += starts[gram];
        }

        var next = starts[..^1];
        var texts = new int[starts[^1]];
        var weights = new float[starts[^1]];
        for (var text = 0; text < inText.Count; text++)
        {
            var length = Math.Sqrt(inText[text].Sum(one => Square(Weight(one.Count, idf[one.Gram]))));
            foreach (var (gram, count) in inText[text])
            {
                texts[next[gram]] = text;
                weights[next[gram]++] = (float)(Weight(count, idf[gram]) / length);
            }
        }

        return new CharIndex(grams, idf, new SparseRows(starts, texts, weights));
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
            var weight = Weight(count, idf[gram]) / length;
            var texts = byGram.Columns(gram);
            var weights = byGram.Weights(gram);
            for (var i = 0; i < texts.Length; i++)
            {
                cosines[texts[i]] += weight * weights[i];
            }
        }

        foreach (ref var cosine in cosines)
        {
            cosine = Math.Clamp(cosine, 0, 1);
        }
    }

    private static double Weight(int count, double idf) => (1 + Math.Log(count)) * idf;

    private static double Square(double x) => x * x;
}
