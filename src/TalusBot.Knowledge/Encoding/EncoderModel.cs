using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TalusBot.Knowledge.Index;

namespace TalusBot.Knowledge.Encoding;

/// <summary>Scale and shift of one layer norm, by input.</summary>
internal sealed record NormWeights(float[] Scale, float[] Shift);

/// <summary>One transformer layer: attention, then two dense layers, each behind a norm.</summary>
/// <param name="Residual">What the layer's input passes to be added again; null where the width stays.</param>
internal sealed record TransformerWeights(
    DenseLayer? Residual, NormWeights AttentionNorm, DenseLayer QueryKeyValue, DenseLayer AttentionOut,
    NormWeights InnerNorm, DenseLayer Inner, DenseLayer InnerOut);

/// <summary>The weights of Universal Sentence Encoder Lite as our file holds them; use-lite.NOTICE.md tells their origin.</summary>
internal sealed class EncoderModel
{
    private const string FileName = "use-lite.bin";

    /// <summary>In the order of their ids.</summary>
    public required IReadOnlyList<(string Text, double LogProbability)> Pieces { get; init; }

    /// <summary>SHA-256 of everything but the header.</summary>
    public required byte[] Checksum { get; init; }

    public required EncoderSizes Sizes { get; init; }

    /// <summary>By piece.</summary>
    public required float[] EmbeddingScales { get; init; }

    /// <summary>A row of <see cref="EncoderSizes.EmbeddingWidth"/> numbers for every piece.</summary>
    public required ReadOnlyMemory<byte> Embeddings { get; init; }

    /// <summary>Radians per position; half as many as an embedding has numbers.</summary>
    public required float[] InverseTimeScales { get; init; }

    public required IReadOnlyList<TransformerWeights> Layers { get; init; }

    /// <summary>From the mean over all tokens to the sentence.</summary>
    public required DenseLayer Sentence { get; init; }

    /// <summary>Where the weights lie: beside this assembly.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, FileName);

    /// <summary>Reads the weights that travel beside this assembly.</summary>
    /// <exception cref="InvalidDataException">If they are missing, cannot be read or were damaged.</exception>
    public static EncoderModel Load() => Load(DefaultPath);

    /// <param name="path">Mapped into memory for as long as the model is used: replace the file, do not write into it.</param>
    /// <exception cref="InvalidDataException">If it is missing, cannot be read or was damaged.</exception>
    public static EncoderModel Load(string path)
    {
        MappedFile file;
        try
        {
            file = MappedFile.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} holds the weights of the encoder and cannot be read; install the program again: {e.Message}", e);
        }

        // It begins with a page of memory: the weights are read fastest from the beginning of a cache line.
        return Read(file.Numbers<byte>(0, checked((int)file.Length)));
    }

    /// <param name="file">Kept: the weights are used where they lie.</param>
    /// <exception cref="InvalidDataException">If the file is of another version or not what its checksum says.</exception>
    public static EncoderModel Read(ReadOnlyMemory<byte> file)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("The encoder's weights are little endian.");
        var reader = new Reader(file);
        var s = reader.Take<int>(8);
        var sizes = new EncoderSizes(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
        if (sizes != EncoderSizes.UseLite) throw new InvalidDataException($"The encoder's file has other sizes: {sizes}.");

        return new EncoderModel
        {
            Checksum = reader.Checksum,
            Sizes = sizes,
            Pieces = ReadPieces(reader, sizes.Pieces),
            EmbeddingScales = reader.Take<float>(sizes.Pieces),
            Embeddings = reader.Section(sizes.Pieces * sizes.EmbeddingWidth),
            InverseTimeScales = reader.Take<float>(sizes.EmbeddingWidth / 2),
            Layers = [.. Enumerable.Range(0, sizes.Layers).Select(layer => ReadLayer(reader, layer, sizes))],
            Sentence = ReadDense(reader, sizes.HiddenWidth, sizes.HiddenWidth),
        };
    }

    private static (string, double)[] ReadPieces(Reader reader, int count)
    {
        var lengths = reader.Section(count).Span;
        var total = 0;
        foreach (var length in lengths) total += length;
        var text = reader.Section(total).Span;
        var scores = reader.Take<double>(count);

        var pieces = new (string, double)[count];
        for (var (piece, offset) = (0, 0); piece < count; offset += lengths[piece++])
            pieces[piece] = (System.Text.Encoding.UTF8.GetString(text.Slice(offset, lengths[piece])), scores[piece]);
        return pieces;
    }

    private static TransformerWeights ReadLayer(Reader reader, int layer, EncoderSizes sizes)
    {
        var width = layer == 0 ? sizes.EmbeddingWidth : sizes.HiddenWidth;
        return new TransformerWeights(
            Residual: layer == 0 ? ReadDense(reader, width, sizes.HiddenWidth) : null,
            AttentionNorm: ReadNorm(reader, width),
            QueryKeyValue: ReadDense(reader, width, 3 * width),
            AttentionOut: ReadDense(reader, width, sizes.HiddenWidth),
            InnerNorm: ReadNorm(reader, sizes.HiddenWidth),
            Inner: ReadDense(reader, sizes.HiddenWidth, sizes.InnerWidth),
            InnerOut: ReadDense(reader, sizes.InnerWidth, sizes.HiddenWidth, WeightOrder.ByInput));
    }

    private static NormWeights ReadNorm(Reader reader, int width) => new(reader.Take<float>(width), reader.Take<float>(width));

    private static DenseLayer ReadDense(Reader reader, int inputs, int columns, WeightOrder order = WeightOrder.Panels)
    {
        var scales = reader.Take<float>(columns);
        var sums = reader.Take<int>(columns);
        return new DenseLayer(inputs, columns, order, scales, sums, reader.Section(inputs * columns), reader.Take<float>(columns));
    }

    /// <summary>Goes through a file's sections in order.</summary>
    private sealed class Reader
    {
        private readonly ReadOnlyMemory<byte> file;
        private int next = EncoderFormat.HeaderLength;

        public Reader(ReadOnlyMemory<byte> file)
        {
            var header = file.Span;
            if (header.Length < EncoderFormat.HeaderLength || !header.StartsWith(EncoderFormat.Magic))
                throw new InvalidDataException("This is not a file of encoder weights.");
            var version = BinaryPrimitives.ReadInt32LittleEndian(header[EncoderFormat.VersionOffset..]);
            if (version != EncoderFormat.Version)
                throw new InvalidDataException($"The encoder's weights are of version {version}, not {EncoderFormat.Version}.");

            var payload = header[EncoderFormat.HeaderLength..];
            Checksum = SHA256.HashData(payload);
            if (BinaryPrimitives.ReadInt64LittleEndian(header[EncoderFormat.PayloadLengthOffset..]) != payload.Length
                || !header.Slice(EncoderFormat.ChecksumOffset, Checksum.Length).SequenceEqual(Checksum))
                throw new InvalidDataException("The encoder's weights are damaged: their checksum differs.");
            this.file = file;
        }

        public byte[] Checksum { get; }

        /// <param name="length">In bytes.</param>
        public ReadOnlyMemory<byte> Section(int length)
        {
            var section = file.Slice(next, length);
            next += (length + EncoderFormat.Alignment - 1) & -EncoderFormat.Alignment;
            return section;
        }

        public T[] Take<T>(int count)
            where T : unmanaged =>
            MemoryMarshal.Cast<byte, T>(Section(count * Marshal.SizeOf<T>()).Span).ToArray();
    }
}
