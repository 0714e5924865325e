using System.Runtime.CompilerServices;

namespace TalusBot.Knowledge.Encoding;

/// <summary>Plain loops, which still take two columns in one multiplication: their weights lie 32 bits apart.</summary>
internal sealed class PortableKernel : MatrixKernel
{
    public override string ToString() => "portable";

    protected override void MultiplyChecked(
        ReadOnlySpan<byte> activations, int rows, ReadOnlySpan<sbyte> weights, int inputs, int columns, Span<int> sums)
    {
        Span<long> pairs = stackalloc long[MaxInputs];
        pairs = pairs[..inputs];
        for (var column = 0; column < columns; column += 2)
        {
            Join(weights[EncoderFormat.PackedOffset(0, column, inputs)..], pairs);
            for (var row = 0; row < rows; row += RowGroup)
                FourRows(activations.Slice(row * inputs, RowGroup * inputs), pairs, sums[((row * columns) + column)..], columns);
        }
    }

    /// <summary>Undoes the packing for the first two columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(ReadOnlySpan<sbyte> packed, Span<long> pairs)
    {
        const int depth = EncoderFormat.PanelDepth;
        for (var input = 0; input < pairs.Length; input += depth)
        {
            var both = packed.Slice(input * EncoderFormat.PanelColumns, 2 * depth);
            for (var i = 0; i < depth; i++) pairs[input + i] = both[i] + ((long)both[depth + i] << 32);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(ReadOnlySpan<byte> group, ReadOnlySpan<long> pairs, Span<int> sums, int columns)
    {
        var inputs = pairs.Length;
        var a0 = group[..inputs];
        var a1 = group.Slice(inputs, inputs);
        var a2 = group.Slice(2 * inputs, inputs);
        var a3 = group.Slice(3 * inputs, inputs);
        long s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            var pair = pairs[i];
            s0 += a0[i] * pair;
            s1 += a1[i] * pair;
            s2 += a2[i] * pair;
            s3 += a3[i] * pair;
        }

        Split(s0, sums);
        Split(s1, sums[columns..]);
        Split(s2, sums[(2 * columns)..]);
        Split(s3, sums[(3 * columns)..]);
    }

    // A lower sum below 0 has borrowed from the upper one.
    private static void Split(long both, Span<int> sums)
    {
        sums[0] = (int)both;
        sums[1] = (int)((both - sums[0]) >> 32);
    }
}
