namespace TalusBot.Knowledge.Index;

/// <summary>
/// Lucene 8.7's BM25Similarity: Robertson's formula without the factor k1 + 1, in single precision and in Lucene's order of
/// operations, so that scores agree to the last digits.
/// </summary>
internal static class Bm25
{
    /// <summary>How soon further occurrences of a word stop to count.</summary>
    public const float K1 = 1.2f;

    /// <summary>How much length counts, from 0 to 1.</summary>
    public const float B = 0.75f;

    /// <summary>How rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)).</summary>
    /// <param name="documentFrequency">n: documents that have the term, at most <paramref name="documents"/>.</param>
    /// <param name="documents">N: documents that have the field.</param>
    public static float Idf(int documentFrequency, int documents) =>
        (float)Math.Log(1 + ((documents - documentFrequency + 0.5) / (documentFrequency + 0.5)));

    /// <summary>1 / (k1 * (1 - b + b * length / average)): what a frequency is multiplied with.</summary>
    public static float InverseNorm(int length, float averageLength) => 1f / (K1 * (1 - B + (B * length / averageLength)));

    /// <summary>idf * f / (f + norm), written as Lucene writes it: idf - idf / (1 + f * inverse norm).</summary>
    public static float Score(float idf, int frequency, float inverseNorm) => idf - (idf / (1f + (frequency * inverseNorm)));
}
