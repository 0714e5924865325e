using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TalusBot.Knowledge.Encoding;

namespace TalusBot.Tools.ConvertUseLite;

/// <summary>Writes the encoder's file; <see cref="EncoderFormat"/> tells its layout.</summary>
internal sealed class ModelWriter
{
    private const string Variables = "module/Encoder_en/KonaTransformer/Encode/";
    private const string Constants = "module_apply_default/Encoder_en/KonaTransformer/Encode/";
    private const string Joined = "/ConcatPartitions/concat";

    private readonly TensorFile tensors;
    private readonly ArrayBufferWriter<byte> payload = new(8_000_000);

    private ModelWriter(TensorFile tensors) => this.tensors = tensors;

    /// <summary>The whole file; the same package gives the same bytes every time.</summary>
    public static byte[] Write(TensorFile tensors, IReadOnlyList<Piece> vocabulary)
    {
        var sizes = EncoderSizes.UseLite;
        if (vocabulary.Count != sizes.Pieces) throw new InvalidDataException($"{vocabulary.Count} pieces, not {sizes.Pieces}");

        var writer = new ModelWriter(tensors);
        writer.Sizes(sizes);
        writer.Pieces(vocabulary);
        writer.Embeddings("module/Embeddings_en", sizes);
        writer.Vector(Constants + "TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1", sizes.EmbeddingWidth / 2);
        for (var layer = 0; layer < sizes.Layers; layer++) writer.Layer(layer, sizes);
        writer.Matrix("module/Encoder_en/hidden_layers/tanh_layer_0/weights", sizes.HiddenWidth, sizes.HiddenWidth);
        writer.Vector("module/Encoder_en/hidden_layers/tanh_layer_0/bias", sizes.HiddenWidth);
        return writer.Finish();
    }

    private void Sizes(EncoderSizes sizes) => Section<int>(
    [
        sizes.Pieces, sizes.ReservedPieces, sizes.EmbeddingWidth, sizes.HiddenWidth,
        sizes.InnerWidth, sizes.Heads, sizes.Layers, sizes.MaxTokens,
    ]);

    private void Pieces(IReadOnlyList<Piece> vocabulary)
    {
        var texts = vocabulary.Select(piece => Encoding.UTF8.GetBytes(piece.Text)).ToArray();
        Section<byte>(Array.ConvertAll(texts, text => checked((byte)text.Length)));
        Section<byte>([.. texts.SelectMany(text => text)]);
        Section<double>([.. vocabulary.Select(piece => piece.LogProbability)]);
    }

    private void Embeddings(string name, EncoderSizes sizes)
    {
        // The package has two rows more than pieces; no text can reach them.
        var rows = tensors.Get(name, (sizes.Pieces + 2) * sizes.EmbeddingWidth);
        var scales = new float[sizes.Pieces];
        var quantised = new sbyte[sizes.Pieces * sizes.EmbeddingWidth];
        for (var piece = 0; piece < sizes.Pieces; piece++)
        {
            var row = rows.AsSpan(piece * sizes.EmbeddingWidth, sizes.EmbeddingWidth);
            scales[piece] = Quantise(row, quantised.AsSpan(piece * sizes.EmbeddingWidth, sizes.EmbeddingWidth));
        }

        Section<float>(scales);
        Section<sbyte>(quantised);
    }

    private void Layer(int layer, EncoderSizes sizes)
    {
        var constants = $"{Constants}Layer_{layer}/TransformerLayer/";
        var stack = $"{Constants}TransformerStack/Layer_{layer}/TransformerLayer/FFN/";
        var width = layer == 0 ? sizes.EmbeddingWidth : sizes.HiddenWidth;

        // Only the first layer changes the width, so only there the residual takes a matrix.
        if (layer == 0) Dense(constants + "dense/kernel" + Joined, constants + "dense/bias" + Joined, width, sizes.HiddenWidth);
        Norm(constants + "layer_prepostprocess/layer_norm/layer_norm_", width);
        Attention($"Layer_{layer}/TransformerLayer/MultiheadAttention/qkv_transform_single/", width, 3 * width);
        Attention($"Layer_{layer}/TransformerLayer/MultiheadAttention/output_transform_single/", width, sizes.HiddenWidth);
        Norm(constants + "FFN/layer_prepostprocess/layer_norm/layer_norm_", sizes.HiddenWidth);
        Dense(stack + "conv1/Tensordot/Reshape_1", constants + "FFN/conv1/bias" + Joined, sizes.HiddenWidth, sizes.InnerWidth);
        Dense(
            stack + "conv2/Tensordot/Reshape_1", constants + "FFN/conv2/bias" + Joined, sizes.InnerWidth, sizes.HiddenWidth,
            (input, column) => EncoderFormat.OffsetByInput(input, column, sizes.HiddenWidth));
    }

    private void Attention(string part, int inputs, int columns) =>
        Dense(Variables + part + "kernel/part_0", Constants + part + "bias" + Joined, inputs, columns);

    private void Norm(string prefix, int width)
    {
        Vector(prefix + "scale" + Joined, width);
        Vector(prefix + "bias" + Joined, width);
    }

    private void Dense(string kernel, string bias, int inputs, int columns, Func<int, int, int>? offset = null)
    {
        Matrix(kernel, inputs, columns, offset);
        Vector(bias, columns);
    }

    private void Vector(string name, int length) => Section<float>(tensors.Get(name, length));

    /// <summary>Scales and sums by column, then the weights.</summary>
    /// <param name="offset">Where the weight of an input and a column lies; in panels where nothing else is said.</param>
    private void Matrix(string name, int inputs, int columns, Func<int, int, int>? offset = null)
    {
        offset ??= (input, column) => EncoderFormat.PackedOffset(input, column, inputs);
        var weights = tensors.Get(name, inputs * columns);
        var scales = new float[columns];
        var sums = new int[columns];
        var packed = new sbyte[inputs * columns];
        var column = new float[inputs];
        var quantised = new sbyte[inputs];
        for (var c = 0; c < columns; c++)
        {
            for (var i = 0; i < inputs; i++) column[i] = weights[(i * columns) + c];
            scales[c] = Quantise(column, quantised);
            for (var i = 0; i < inputs; i++)
            {
                packed[offset(i, c)] = quantised[i];
                sums[c] += quantised[i];
            }
        }

        Section<float>(scales);
        Section<int>(sums);
        Section<sbyte>(packed);
    }

    /// <summary>Whole numbers from -127 to 127; times the scale that is returned they are the values again, nearly.</summary>
    private static float Quantise(ReadOnlySpan<float> values, Span<sbyte> quantised)
    {
        var largest = 0f;
        foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
        var scale = largest / 127;
        for (var i = 0; i < values.Length; i++)
            quantised[i] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(Math.Round((double)values[i] / scale), -127, 127);
        return scale;
    }

    private void Section<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        payload.Write(MemoryMarshal.AsBytes(values));
        payload.Write(new byte[-payload.WrittenCount & (EncoderFormat.Alignment - 1)]);
    }

    private byte[] Finish()
    {
        var file = new byte[EncoderFormat.HeaderLength + payload.WrittenCount];
        payload.WrittenSpan.CopyTo(file.AsSpan(EncoderFormat.HeaderLength));
        EncoderFormat.Magic.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(EncoderFormat.VersionOffset), EncoderFormat.Version);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(EncoderFormat.PayloadLengthOffset), payload.WrittenCount);
        SHA256.HashData(file.AsSpan(EncoderFormat.HeaderLength), file.AsSpan(EncoderFormat.ChecksumOffset));
        return file;
    }
}
