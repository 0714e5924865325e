namespace TalusBot.Knowledge.Index;

/// <summary>One field of a <see cref="DocumentBatch"/>: postings by local term, in rising order of documents.</summary>
/// <param name="Offsets">By local term, one more than there are terms.</param>
/// <param name="Documents">By posting: the document's place in the batch.</param>
/// <param name="Frequencies">By posting: how often the term stands there.</param>
/// <param name="Lengths">By document, in terms.</param>
internal sealed record FieldBatch(int[] Offsets, ushort[] Documents, int[] Frequencies, int[] Lengths)
{
    /// <param name="terms">Those of all documents, one document after the other.</param>
    /// <param name="begins">By document: where its terms begin.</param>
    /// <param name="ends">By document: where they end.</param>
    public static FieldBatch Of(ReadOnlySpan<int> terms, int[] begins, int[] ends, int termCount)
    {
        // How many postings each term will have, counting a document once.
        var offsets = new int[termCount + 1];
        var last = new int[termCount];
        var lengths = new int[begins.Length];
        for (var document = 0; document < begins.Length; document++)
        {
            lengths[document] = ends[document] - begins[document];
            foreach (var term in terms[begins[document]..ends[document]])
            {
                if (last[term] == document + 1) continue;
                last[term] = document + 1;
                offsets[term + 1]++;
            }
        }

        for (var term = 0; term < termCount; term++) offsets[term + 1] += offsets[term];
        var next = offsets[..^1];
        var documents = new ushort[offsets[^1]];
        var frequencies = new int[offsets[^1]];
        Array.Clear(last);
        for (var document = 0; document < begins.Length; document++)
        {
            foreach (var term in terms[begins[document]..ends[document]])
            {
                if (last[term] != document + 1)
                {
                    last[term] = document + 1;
                    documents[next[term]++] = (ushort)document;
                }

                frequencies[next[term] - 1]++;
            }
        }

        return new FieldBatch(offsets, documents, frequencies, lengths);
    }
}
