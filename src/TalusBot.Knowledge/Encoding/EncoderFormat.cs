namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// How the encoder's file is laid out; the reader and the converter both compile this. All numbers are little endian.
/// A header of 64 bytes (magic, version, payload length, SHA-256 of the payload, zeros), then sections that begin at
/// multiples of 64 bytes: sizes, vocabulary, log probabilities, embeddings, inverse time scales, layers, tanh layer.
/// </summary>
internal static class EncoderFormat
{
    /// <summary>Raised whenever a reader of the older layout would misread the newer one.</summary>
    public const int Version = 2;

    /// <summary>In bytes.</summary>
    public const int HeaderLength = 64;

    /// <summary>In bytes, from the beginning of the file.</summary>
    public const int VersionOffset = 8;

    /// <summary>In bytes; the length itself is 64 bits wide.</summary>
    public const int PayloadLengthOffset = 16;

    /// <summary>In bytes; 32 bytes of SHA-256 follow.</summary>
    public const int ChecksumOffset = 24;

    /// <summary>Sections begin at multiples of this many bytes, a cache line and twice a wide vector.</summary>
    public const int Alignment = 64;

    /// <summary>The columns of one panel, a wide vector of 32-bit sums.</summary>
    public const int PanelColumns = 8;

    /// <summary>Inputs that lie side by side for one column, as a byte-product instruction takes them.</summary>
    public const int PanelDepth = 4;

    /// <summary>The first eight bytes of the file.</summary>
    public static ReadOnlySpan<byte> Magic => "TALUSUSE"u8;

    /// <summary>
    /// Where a weight lies: panels of eight columns one after the other, within a panel groups of four inputs, within a
    /// group the columns, four bytes each. A multiplication then reads its weights strictly in order.
    /// </summary>
    /// <param name="input">From 0; the matrix has a multiple of four of them.</param>
    /// <param name="column">From 0; the matrix has a multiple of eight of them.</param>
    /// <param name="inputs">Of the whole matrix.</param>
    public static int PackedOffset(int input, int column, int inputs) =>
        column / PanelColumns * (PanelColumns * inputs)
        + input / PanelDepth * (PanelColumns * PanelDepth)
        + column % PanelColumns * PanelDepth
        + input % PanelDepth;

    /// <summary>Where a weight lies behind a rectifier: input by input, so that those of an input that is 0 are passed over.</summary>
    /// <param name="input">From 0.</param>
    /// <param name="column">From 0.</param>
    /// <param name="columns">Of the whole matrix.</param>
    public static int OffsetByInput(int input, int column, int columns) => (input * columns) + column;
}

/// <summary>The encoder's sizes, in the order of the file.</summary>
/// <param name="Pieces">Of the vocabulary.</param>
/// <param name="ReservedPieces">At the beginning of the vocabulary; no text is ever cut into them.</param>
/// <param name="EmbeddingWidth">Numbers per piece, also the width of the first layer's attention.</param>
/// <param name="HiddenWidth">Numbers per token after the first layer, and of the sentence's vector.</param>
/// <param name="InnerWidth">Of the feed-forward parts.</param>
/// <param name="Heads">Of each attention.</param>
/// <param name="Layers">How many transformer layers.</param>
/// <param name="MaxTokens">Where a text is cut.</param>
internal readonly record struct EncoderSizes(
    int Pieces, int ReservedPieces, int EmbeddingWidth, int HiddenWidth, int InnerWidth, int Heads, int Layers, int MaxTokens)
{
    /// <summary>Universal Sentence Encoder Lite, version 1.</summary>
    public static EncoderSizes UseLite { get; } = new(8000, 6, 256, 512, 1536, 4, 2, 128);
}
