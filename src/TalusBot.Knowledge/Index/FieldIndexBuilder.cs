using System.Runtime.InteropServices;

namespace TalusBot.Knowledge.Index;

/// <summary>Takes the terms of one field document by document and turns them into postings.</summary>
internal sealed class FieldIndexBuilder(string name)
{
    // One posting a distinct term of a document, in the order of documents; sorted by term when all are in.
    private readonly List<(int Term, int Document, int Frequency)> postings = [];
    private readonly List<int> lengths = [];
    private readonly Dictionary<int, int> counts = [];

    /// <summary>Adds the next document.</summary>
    /// <param name="terms">As often and in the order as they stand in it; may be empty.</param>
    public void Add(ReadOnlySpan<int> terms)
    {
        counts.Clear();
        foreach (var term in terms) CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        foreach (var (term, frequency) in counts) postings.Add((term, lengths.Count, frequency));
        lengths.Add(terms.Length);
    }

    /// <param name="termCount">Terms in the dictionary that the numbers came from.</param>
    public FieldIndex Build(int termCount)
    {
        var offsets = new int[termCount + 1];
        foreach (var posting in postings) offsets[posting.Term + 1]++;
        for (var term = 0; term < termCount; term++) offsets[term + 1] += offsets[term];

        var next = offsets[..termCount];
        var documents = new int[postings.Count];
        var frequencies = new int[postings.Count];
        foreach (var (term, document, frequency) in postings)
        {
            var at = next[term]++;
            documents[at] = document;
            frequencies[at] = frequency;
        }

        return new FieldIndex(name, offsets, documents, frequencies, [.. lengths]);
    }
}
