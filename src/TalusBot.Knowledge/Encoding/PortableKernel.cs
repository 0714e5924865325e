using System.Runtime.CompilerServices;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// Plain loops, which still take two columns in one multiplication: their weights lie 32 bits apart. Pointers, because
/// checking the bounds of spans takes a debug build five times as long; the caller has checked them.
/// </summary>
internal sealed class PortableKernel : MatrixKernel
{
    public override string ToString() => "portable";

    protected override void SumActive(ReadOnlySpan<byte> row, ReadOnlySpan<ushort> active, ReadOnlySpan<sbyte> weights, Span<int> sums)
    {
        sums.Clear();
        foreach (var input in active) Add(row[input], weights.Slice(input * sums.Length, sums.Length), sums);
    }

    protected override void MultiplyChecked(ReadOnlySpan<byte> activations, int rows, DenseLayer layer, Span<int> sums)
    {
        var weights = layer.Weights;
        var (inputs, columns) = (layer.Inputs, layer.Columns);
        Span<long> pairs = stackalloc long[MaxInputs];
        pairs = pairs[..inputs];
        for (var column = 0; column < columns; column += 2)
        {
            Join(weights[EncoderFormat.PackedOffset(0, column, inputs)..], pairs);
            for (var row = 0; row < rows; row += RowGroup)
                FourRows(activations.Slice(row * inputs, RowGroup * inputs), pairs, sums[((row * columns) + column)..], columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Add(int activation, ReadOnlySpan<sbyte> weights, Span<int> sums)
    {
        fixed (sbyte* weight = weights)
        fixed (int* sum = sums)
        {
            for (nint column = 0; column < sums.Length; column++) sum[column] += activation * weight[column];
        }
    }

    /// <summary>Undoes the packing for the first two columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Join(ReadOnlySpan<sbyte> packed, Span<long> pairs)
    {
        const int depth = EncoderFormat.PanelDepth;
        fixed (sbyte* first = packed)
        fixed (long* pair = pairs)
        {
            for (nint input = 0; input < pairs.Length; input += depth)
            {
                var left = first + (input * EncoderFormat.PanelColumns);
                for (nint i = 0; i < depth; i++) pair[input + i] = left[i] + ((long)left[depth + i] << 32);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void FourRows(ReadOnlySpan<byte> group, ReadOnlySpan<long> pairs, Span<int> sums, int columns)
    {
        long s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        fixed (byte* a0 = group)
        fixed (long* pair = pairs)
        {
            byte* a1 = a0 + pairs.Length, a2 = a1 + pairs.Length, a3 = a2 + pairs.Length;
            for (nint i = 0; i < pairs.Length; i++)
            {
                s0 += a0[i] * pair[i];
                s1 += a1[i] * pair[i];
                s2 += a2[i] * pair[i];
                s3 += a3[i] * pair[i];
            }
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
