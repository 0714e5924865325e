using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// One field's inverted index under a name: what is known of its terms, and why a document has its score. Immutable, so
/// any number of searches may read it at once.
/// </summary>
internal sealed class FieldIndex(string name, FieldPostings postings)
{
    public string Name { get; } = name;

    public FieldPostings Postings { get; } = postings;

    /// <summary>Documents that have at least one term here, as Lucene counts them.</summary>
    public int DocumentCount => Postings.DocumentCount;

    /// <summary>Whether a document has a term in this field at all.</summary>
    public bool Has(int document) => Postings.Norms[document] != 0;

    /// <summary>In how many documents; 0 for -1, the term that nobody knows.</summary>
    public int DocumentFrequency(int term) => term < 0 ? 0 : Postings.Offsets[term + 1] - Postings.Offsets[term];

    /// <summary>A term that this field lacks counts as if one document had it; 0 in a field that no document has.</summary>
    public float Idf(int term)
    {
        if (DocumentCount == 0) return 0;
        return DocumentFrequency(term) == 0 ? Bm25.Idf(1, DocumentCount) : Postings.Idfs[term];
    }

    /// <summary>What no document can reach with these terms: each one endlessly often, at its full idf.</summary>
    public double Bound(ReadOnlySpan<int> terms)
    {
        var bound = 0.0;
        foreach (var term in terms) bound += Idf(term);
        return bound;
    }

    /// <summary>Adds every document's BM25 sum to its place.</summary>
    /// <param name="terms">Distinct; -1 for one that the index lacks.</param>
    /// <param name="scores">By document.</param>
    public void AddScores(ReadOnlySpan<int> terms, Span<double> scores)
    {
        foreach (var term in terms)
        {
            if (term < 0) continue;
            var range = Postings.Offsets[term]..Postings.Offsets[term + 1];
            var documents = Postings.Documents.Span[range];
            var ofTerm = Postings.Scores.Span[range];
            for (var i = 0; i < documents.Length; i++) scores[documents[i]] += ofTerm[i];
        }

        GC.KeepAlive(this); // the spans may look into a mapped file that goes with its last reader
    }

    /// <summary>The BM25 sum of one document, the same to the last bit as <see cref="AddScores"/> finds it.</summary>
    /// <param name="document">From 0.</param>
    /// <param name="terms">Distinct; -1 for one that the index lacks.</param>
    /// <param name="words">The same terms as words.</param>
    public ScoreExplanation Explain(int document, IReadOnlyList<int> terms, IReadOnlyList<string> words)
    {
        var parts = new List<ScoreExplanation>();
        var sum = 0.0;
        for (var i = 0; i < terms.Count; i++)
        {
            var term = terms[i];
            if (DocumentFrequency(term) == 0) continue;
            var at = Postings.Documents.Span[Postings.Offsets[term]..Postings.Offsets[term + 1]].BinarySearch(document);
            if (at < 0) continue;
            var part = ExplainTerm(words[i], term, document, Postings.Offsets[term] + at);
            parts.Add(part);
            sum += part.Value;
        }

        GC.KeepAlive(this);
        return new(sum, parts.Count == 0 ? $"{Name}: has no word of the question" : $"{Name}: BM25, sum of", parts);
    }

    private ScoreExplanation ExplainTerm(string word, int term, int document, int posting)
    {
        var length = NormByte.Lengths[Postings.Norms[document]];
        var frequency = Postings.Frequency(posting);
        return new(Postings.Scores.Span[posting], $"{Name}:{word}, idf * tf part",
        [
            new(Postings.Idfs[term], "idf = ln(1 + (N - n + 0.5) / (n + 0.5))",
            [
                new(DocumentFrequency(term), "n, documents with the word"),
                new(DocumentCount, $"N, documents that have the field {Name}"),
            ]),
            new(1 - (1 / (1 + ((double)frequency * Bm25.InverseNorm(length, Postings.AverageLength)))), "tf part = f / (f + k1 * (1 - b + b * length / average))",
            [
                new(frequency, "f, times the word stands here"),
                new(Bm25.K1, "k1"),
                new(Bm25.B, "b"),
                new(length, length > 40 ? "length in words, rounded down to what one byte can tell" : "length in words"),
                new(Postings.AverageLength, $"average length of the field {Name}"),
            ]),
        ]);
    }
}
