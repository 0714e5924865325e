using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// Products of 16-bit numbers, summed in pairs. The byte products of AVX2 would save a step, but they clip sums at
/// 32,767, and a sum that is clipped is not the portable one.
/// </summary>
/// <remarks>Three rows and four are written out, so that every sum has a register.</remarks>
internal sealed class Avx2Kernel : MatrixKernel
{
    public override string ToString() => "AVX2";

    protected override void SumActive(ReadOnlySpan<byte> row, ReadOnlySpan<ushort> active, ReadOnlySpan<sbyte> weights, Span<int> sums) =>
        ActiveInputs.SumAvx2(row, active, weights, sums);

    protected override void MultiplyChecked(
        ReadOnlySpan<byte> activations, int rows, ReadOnlySpan<sbyte> weights, int inputs, int columns, Span<int> sums)
    {
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var s = ref MemoryMarshal.GetReference(sums);
        Span<short> widened = stackalloc short[RowGroup * MaxInputs];
        ref var a = ref MemoryMarshal.GetReference(widened);

        // Groups of three and four: beyond five rows none is computed that nobody reads.
        var (least, larger) = Math.DivRem(rows, (rows + RowGroup - 1) / RowGroup);
        var size = 0;
        for (var row = 0; row < rows; row += size)
        {
            size = larger-- > 0 ? least + 1 : least;
            var group = activations.Slice(row * inputs, (size == 3 ? 3 : RowGroup) * inputs);
            for (var i = 0; i < group.Length; i += Vector128<byte>.Count)
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(in group[i])).StoreUnsafe(ref a, (nuint)i);
            for (nint column = 0; column < columns; column += EncoderFormat.PanelColumns)
            {
                ref var panel = ref Unsafe.Add(ref w, column * inputs);
                ref var to = ref Unsafe.Add(ref s, (row * columns) + column);
                if (size == 3) ThreeRows(ref a, ref panel, inputs, ref to, columns);
                else FourRows(ref a, ref panel, inputs, ref to, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(ref short a0, ref sbyte panel, nint inputs, ref int sums, nint columns)
    {
        ref var a1 = ref Unsafe.Add(ref a0, inputs);
        ref var a2 = ref Unsafe.Add(ref a1, inputs);
        ref var a3 = ref Unsafe.Add(ref a2, inputs);
        Vector256<int> l0 = default, l1 = default, l2 = default, l3 = default;
        Vector256<int> h0 = default, h1 = default, h2 = default, h3 = default;
        for (nint input = 0; input < inputs; input += EncoderFormat.PanelDepth)
        {
            // Columns 0 to 3, then 4 to 7; two sums for each of them, joined at the end.
            var offset = (nuint)(input * EncoderFormat.PanelColumns);
            var l = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref panel, offset));
            var h = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref panel, offset + 16));
            var a = Four(ref a0, input);
            l0 += Avx2.MultiplyAddAdjacent(a, l);
            h0 += Avx2.MultiplyAddAdjacent(a, h);
            a = Four(ref a1, input);
            l1 += Avx2.MultiplyAddAdjacent(a, l);
            h1 += Avx2.MultiplyAddAdjacent(a, h);
            a = Four(ref a2, input);
            l2 += Avx2.MultiplyAddAdjacent(a, l);
            h2 += Avx2.MultiplyAddAdjacent(a, h);
            a = Four(ref a3, input);
            l3 += Avx2.MultiplyAddAdjacent(a, l);
            h3 += Avx2.MultiplyAddAdjacent(a, h);
        }

        Join(l0, h0).StoreUnsafe(ref sums);
        Join(l1, h1).StoreUnsafe(ref Unsafe.Add(ref sums, columns));
        Join(l2, h2).StoreUnsafe(ref Unsafe.Add(ref sums, 2 * columns));
        Join(l3, h3).StoreUnsafe(ref Unsafe.Add(ref sums, 3 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ThreeRows(ref short a0, ref sbyte panel, nint inputs, ref int sums, nint columns)
    {
        ref var a1 = ref Unsafe.Add(ref a0, inputs);
        ref var a2 = ref Unsafe.Add(ref a1, inputs);
        Vector256<int> l0 = default, l1 = default, l2 = default;
        Vector256<int> h0 = default, h1 = default, h2 = default;
        for (nint input = 0; input < inputs; input += EncoderFormat.PanelDepth)
        {
            var offset = (nuint)(input * EncoderFormat.PanelColumns);
            var l = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref panel, offset));
            var h = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref panel, offset + 16));
            var a = Four(ref a0, input);
            l0 += Avx2.MultiplyAddAdjacent(a, l);
            h0 += Avx2.MultiplyAddAdjacent(a, h);
            a = Four(ref a1, input);
            l1 += Avx2.MultiplyAddAdjacent(a, l);
            h1 += Avx2.MultiplyAddAdjacent(a, h);
            a = Four(ref a2, input);
            l2 += Avx2.MultiplyAddAdjacent(a, l);
            h2 += Avx2.MultiplyAddAdjacent(a, h);
        }

        Join(l0, h0).StoreUnsafe(ref sums);
        Join(l1, h1).StoreUnsafe(ref Unsafe.Add(ref sums, columns));
        Join(l2, h2).StoreUnsafe(ref Unsafe.Add(ref sums, 2 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Four(ref short row, nint input) =>
        Vector256.Create(Unsafe.ReadUnaligned<long>(ref Unsafe.As<short, byte>(ref Unsafe.Add(ref row, input)))).AsInt16();

    // The horizontal addition works within halves, so its 64-bit quarters come out as columns 0-1, 4-5, 2-3, 6-7.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Join(Vector256<int> low, Vector256<int> high) =>
        Avx2.Permute4x64(Avx2.HorizontalAdd(low, high).AsInt64(), 0b11_01_10_00).AsInt32();
}
