namespace TalusBot.Knowledge.Index;

/// <summary>
/// One field as plain numbers: for every term its postings, one a document that has it, in rising order of documents.
/// The three long lists may lie in a mapped file; the others are small.
/// </summary>
internal sealed class FieldPostings
{
    /// <summary>By term, one more than there are terms: where its postings begin.</summary>
    public required int[] Offsets { get; init; }

    /// <summary>By posting: the document.</summary>
    public required ReadOnlyMemory<int> Documents { get; init; }

    /// <summary>By posting: what the term adds to the document's BM25, not below 0.</summary>
    public required ReadOnlyMemory<float> Scores { get; init; }

    /// <summary>By posting: how often the term stands there; <see cref="Many"/> for so often or oftener.</summary>
    public required ReadOnlyMemory<byte> Frequencies { get; init; }

    /// <summary>The postings with <see cref="Many"/>, in rising order.</summary>
    public required int[] ManyAt { get; init; }

    /// <summary>How often, for each of <see cref="ManyAt"/>.</summary>
    public required int[] ManyCounts { get; init; }

    /// <summary>By document: its length as <see cref="NormByte"/> writes it.</summary>
    public required byte[] Norms { get; init; }

    /// <summary>By term.</summary>
    public required float[] Idfs { get; init; }

    /// <summary>By term: the highest of its scores; 0 for one without postings.</summary>
    public required float[] HighestScores { get; init; }

    /// <summary>By term: the lowest of its scores; 0 for one without postings.</summary>
    public required float[] LowestScores { get; init; }

    /// <summary>Documents that have at least one term, as Lucene counts them.</summary>
    public required int DocumentCount { get; init; }

    /// <summary>In terms, over the documents that have any; 0 if none has.</summary>
    public required float AverageLength { get; init; }

    /// <summary>What <see cref="Frequencies"/> says of a term that stands too often for a byte.</summary>
    public const byte Many = byte.MaxValue;

    /// <summary>How often the term stands in the document, whatever the number.</summary>
    public int Frequency(int posting)
    {
        var frequency = Frequencies.Span[posting];
        return frequency < Many ? frequency : ManyCounts[Array.BinarySearch(ManyAt, posting)];
    }
}
