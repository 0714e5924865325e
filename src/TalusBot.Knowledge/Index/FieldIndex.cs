using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// One field's inverted index: for every term the documents that have it, in rising order, and how often. Immutable, so
/// any number of searches may read it at once.
/// </summary>
internal sealed class FieldIndex
{
    private readonly int[] offsets; // by term, one more than there are terms; where its postings begin
    private readonly int[] documents;
    private readonly int[] frequencies;
    private readonly byte[] norms; // by document
    private readonly float[] idfs; // by term
    private readonly float[] inverseNorms; // by norm byte

    internal FieldIndex(string name, int[] offsets, int[] documents, int[] frequencies, int[] lengths)
    {
        Name = name;
        this.offsets = offsets;
        this.documents = documents;
        this.frequencies = frequencies;
        norms = Array.ConvertAll(lengths, NormByte.Encode);
        DocumentCount = lengths.Count(length => length > 0);
        AverageLength = DocumentCount == 0 ? 0 : (float)(lengths.Sum(length => (long)length) / (double)DocumentCount);

        idfs = new float[offsets.Length - 1];
        for (var term = 0; term < idfs.Length; term++) idfs[term] = Bm25.Idf(DocumentFrequency(term), DocumentCount);
        inverseNorms = new float[256];
        if (DocumentCount == 0) return;
        for (var norm = 0; norm < 256; norm++) inverseNorms[norm] = Bm25.InverseNorm(NormByte.Lengths[norm], AverageLength);
    }

    public string Name { get; }

    /// <summary>Documents that have at least one term here, as Lucene counts them.</summary>
    public int DocumentCount { get; }

    /// <summary>In terms, over the documents that have any; 0 if none has.</summary>
    public float AverageLength { get; }

    /// <summary>Whether a document has a term in this field at all.</summary>
    public bool Has(int document) => norms[document] != 0;

    /// <summary>In how many documents; 0 for -1, the term that nobody knows.</summary>
    public int DocumentFrequency(int term) => term < 0 ? 0 : offsets[term + 1] - offsets[term];

    /// <summary>A term that this field lacks counts as if one document had it; 0 in a field that no document has.</summary>
    public float Idf(int term)
    {
        if (DocumentCount == 0) return 0;
        return DocumentFrequency(term) == 0 ? Bm25.Idf(1, DocumentCount) : idfs[term];
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
            var idf = idfs[term];
            for (var at = offsets[term]; at < offsets[term + 1]; at++)
            {
                var document = documents[at];
                scores[document] += Bm25.Score(idf, frequencies[at], inverseNorms[norms[document]]);
            }
        }
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
            var at = Array.BinarySearch(documents, offsets[term], DocumentFrequency(term), document);
            if (at < 0) continue;
            var part = ExplainTerm(words[i], term, at);
            parts.Add(part);
            sum += part.Value;
        }

        return new(sum, parts.Count == 0 ? $"{Name}: has no word of the question" : $"{Name}: BM25, sum of", parts);
    }

    private ScoreExplanation ExplainTerm(string word, int term, int at)
    {
        var document = documents[at];
        var (idf, frequency, inverseNorm) = (idfs[term], frequencies[at], inverseNorms[norms[document]]);
        var length = NormByte.Lengths[norms[document]];
        return new(Bm25.Score(idf, frequency, inverseNorm), $"{Name}:{word}, idf * tf part",
        [
            new(idf, "idf = ln(1 + (N - n + 0.5) / (n + 0.5))",
            [
                new(DocumentFrequency(term), "n, documents with the word"),
                new(DocumentCount, $"N, documents that have the field {Name}"),
            ]),
            new(1 - (1 / (1 + ((double)frequency * inverseNorm))), "tf part = f / (f + k1 * (1 - b + b * length / average))",
            [
                new(frequency, "f, times the word stands here"),
                new(Bm25.K1, "k1"),
                new(Bm25.B, "b"),
                new(length, length > 40 ? "length in words, rounded down to what one byte can tell" : "length in words"),
                new(AverageLength, $"average length of the field {Name}"),
            ]),
        ]);
    }
}
