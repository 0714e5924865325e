using System.Text;
using BitFaster.Caching.Lru;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// Turns a sentence into 512 numbers so that sentences of like meaning point the same way: Universal Sentence Encoder
/// Lite with 8-bit weights, which travel beside this assembly. The same sentence gives the same numbers, to the last
/// bit, on every processor. Immutable from outside: one instance serves any number of threads.
/// </summary>
public sealed class SentenceEncoder
{
    /// <summary>Numbers per vector.</summary>
    public const int Dimensions = 512;

    /// <summary>Pieces of words that are looked at; a longer text is cut.</summary>
    public const int MaxTokens = 128;

    /// <summary>So many meanings are known by the fingerprint of their text.</summary>
    private const int MostRemembered = 512;

    // Raised whenever the same weights begin to give other numbers.
    private const byte ArithmeticVersion = 1;

    private static readonly Lazy<SentenceEncoder> SharedEncoder = new(Load);

    private readonly SentencePieces pieces;
    private readonly Transformer transformer;
    private readonly byte[] identity;
    private readonly ConcurrentLru<UInt128, float[]> remembered = new(MostRemembered);

    internal SentenceEncoder(EncoderModel model, MatrixKernel kernel)
    {
        Kernel = kernel;
        pieces = new SentencePieces(model.Pieces, model.Sizes.ReservedPieces);
        transformer = new Transformer(model, kernel);
        identity = [.. model.Checksum, ArithmeticVersion];
    }

    /// <summary>
    /// The same for encoders that give the same vectors: the checksum of the weights and a version of the arithmetic.
    /// </summary>
    public ReadOnlySpan<byte> Identity => identity;

    /// <summary>False in globalization-invariant mode, which cannot normalise text.</summary>
    public static bool IsSupported => SentencePieces.CanNormalise;

    /// <summary>One for the whole process, loaded at first use.</summary>
    public static SentenceEncoder Shared => SharedEncoder.Value;

    internal MatrixKernel Kernel { get; }

    /// <summary>Reads the weights, for the fastest arithmetic of this processor.</summary>
    /// <exception cref="InvalidDataException">If the weights were damaged.</exception>
    /// <exception cref="PlatformNotSupportedException">It is not <see cref="IsSupported"/>.</exception>
    public static SentenceEncoder Load() => new(EncoderModel.Load(), MatrixKernel.Supported[0]);

    /// <summary>A vector of length 1; all zeros if the text has nothing but white space.</summary>
    /// <param name="text">
    /// Anything at all. White space of any kind and length counts as one blank, none at the ends; upper and lower case
    /// differ.
    /// </param>
    public float[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EncodeAsWritten(TidyBlanks(text));
    }

    /// <summary>As <see cref="Encode"/>, but upper and lower case are alike: the text is read in small letters.</summary>
    /// <remarks>A message is looked at for danger, compared with all that is known and, in a guide, with its choices: it is encoded once for all of them.</remarks>
    public ReadOnlySpan<float> Meaning(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var small = Small(text);
        return remembered.GetOrAdd(Fingerprint.Of(small), static (_, asked) => asked.Encoder.Encode(asked.Text), (Encoder: this, Text: small));
    }

    /// <summary>The text as <see cref="Meaning"/> reads it.</summary>
    internal static string Small(string text) => text.ToLowerInvariant();

    /// <summary>The vectors of many sentences, in their order, encoded on all cores.</summary>
    /// <param name="progress">Told how many are done, from 1 and rising; never by two threads at once.</param>
    public SentenceVector[] EncodeAll(
        IReadOnlyList<string> sentences, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        var vectors = new SentenceVector[sentences.Count];
        var gate = new Lock();
        var done = 0;
        var options = new ParallelOptions { CancellationToken = cancel };
        Parallel.For(0, sentences.Count, options, i =>
        {
            vectors[i] = SentenceVector.From(Encode(sentences[i]));
            if (progress is null) return;
            lock (gate) progress.Report(++done);
        });
        return vectors;
    }

    /// <summary>As the original does it: every blank counts.</summary>
    internal float[] EncodeAsWritten(string text)
    {
        var vector = new float[Dimensions];
        Span<int> ids = stackalloc int[MaxTokens];
        var count = pieces.Cut(text, ids);
        if (count > 0) transformer.Encode(ids[..count], vector);
        return vector;
    }

    /// <summary>The ids of a text's pieces, at most <see cref="MaxTokens"/>; every blank counts.</summary>
    internal int[] Cut(string text)
    {
        Span<int> ids = stackalloc int[MaxTokens];
        return ids[..pieces.Cut(text, ids)].ToArray();
    }

    private static string TidyBlanks(string text)
    {
        var tidy = new StringBuilder(Math.Min(text.Length, SentencePieces.MaxLength));
        var blank = false;
        for (var i = 0; i < text.Length && tidy.Length < SentencePieces.MaxLength; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                blank = tidy.Length > 0;
                continue;
            }

            if (blank) tidy.Append(' ');
            blank = false;
            tidy.Append(text[i]);
        }

        return tidy.ToString();
    }
}
