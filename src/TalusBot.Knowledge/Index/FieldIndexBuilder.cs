namespace TalusBot.Knowledge.Index;

/// <summary>Joins the batches of one field, in their order, and scores every posting.</summary>
internal static class FieldIndexBuilder
{
    private const int TermsInPart = 4096;

    /// <param name="batches">By batch: the field, null where no document of the batch has it; its first document; and the terms' numbers by their local ones.</param>
    /// <param name="documentCount">Of all batches.</param>
    /// <param name="termCount">Terms in the dictionary that the numbers came from.</param>
    /// <exception cref="OverflowException">The field has more than 2,147,483,647 postings.</exception>
    public static FieldPostings Build(IReadOnlyList<(FieldBatch? Field, int First, int[] Terms)> batches, int documentCount, int termCount)
    {
        var offsets = Offsets(batches, termCount);
        var documents = new int[offsets[^1]];
        var frequencies = new byte[offsets[^1]];
        var many = new List<(int At, int Count)>();
        var norms = new byte[documentCount];
        var (having, total) = (0, 0L);
        var next = offsets[..^1];
        foreach (var (field, first, terms) in batches)
        {
            if (field is null) continue;
            for (var i = 0; i < field.Lengths.Length; i++)
            {
                norms[first + i] = NormByte.Encode(field.Lengths[i]);
                having += field.Lengths[i] > 0 ? 1 : 0;
                total += field.Lengths[i];
            }

            for (var term = 0; term < terms.Length; term++)
            {
                ref var to = ref next[terms[term]];
                for (var from = field.Offsets[term]; from < field.Offsets[term + 1]; from++, to++)
                {
                    documents[to] = first + field.Documents[from];
                    var frequency = field.Frequencies[from];
                    frequencies[to] = (byte)Math.Min(frequency, FieldPostings.Many);
                    if (frequency >= FieldPostings.Many) many.Add((to, frequency));
                }
            }
        }

        many.Sort();
        var averageLength = having == 0 ? 0 : (float)(total / (double)having);
        var postings = new FieldPostings
        {
            Offsets = offsets,
            Documents = documents,
            Scores = new float[documents.Length],
            Frequencies = frequencies,
            ManyAt = [.. many.Select(one => one.At)],
            ManyCounts = [.. many.Select(one => one.Count)],
            Norms = norms,
            Idfs = new float[termCount],
            HighestScores = new float[termCount],
            LowestScores = new float[termCount],
            DocumentCount = having,
            AverageLength = averageLength,
        };
        Score(postings);
        return postings;
    }

    private static int[] Offsets(IReadOnlyList<(FieldBatch? Field, int First, int[] Terms)> batches, int termCount)
    {
        var offsets = new int[termCount + 1];
        foreach (var (field, _, terms) in batches)
        {
            if (field is null) continue;
            for (var term = 0; term < terms.Length; term++) offsets[terms[term] + 1] += field.Offsets[term + 1] - field.Offsets[term];
        }

        for (var term = 0; term < termCount; term++) offsets[term + 1] = checked(offsets[term + 1] + offsets[term]);
        return offsets;
    }

    private static void Score(FieldPostings field)
    {
        if (field.DocumentCount == 0) return;
        var inverseNorms = new float[256];
        for (var norm = 0; norm < 256; norm++) inverseNorms[norm] = Bm25.InverseNorm(NormByte.Lengths[norm], field.AverageLength);
        var terms = field.Idfs.Length;
        Parallel.For(0, (terms + TermsInPart - 1) / TermsInPart, part =>
        {
            for (var term = part * TermsInPart; term < Math.Min(terms, (part + 1) * TermsInPart); term++) ScoreTerm(field, term, inverseNorms);
        });
    }

    private static void ScoreTerm(FieldPostings field, int term, float[] inverseNorms)
    {
        var (begin, end) = (field.Offsets[term], field.Offsets[term + 1]);
        var idf = Bm25.Idf(end - begin, field.DocumentCount);
        field.Idfs[term] = idf;
        if (begin == end) return;
        var documents = field.Documents.Span;
        var frequencies = field.Frequencies.Span;
        var scores = System.Runtime.InteropServices.MemoryMarshal.AsMemory(field.Scores).Span;
        var (lowest, highest) = (float.MaxValue, 0f);
        for (var at = begin; at < end; at++)
        {
            var frequency = frequencies[at] < FieldPostings.Many ? frequencies[at] : field.Frequency(at);
            var score = Bm25.Score(idf, frequency, inverseNorms[field.Norms[documents[at]]]);
            scores[at] = score;
            lowest = Math.Min(lowest, score);
            highest = Math.Max(highest, score);
        }

        (field.LowestScores[term], field.HighestScores[term]) = (lowest, highest);
    }
}
