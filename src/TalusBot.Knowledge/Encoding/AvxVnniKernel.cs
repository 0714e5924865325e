using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TalusBot.Knowledge.Encoding;

/// <summary>Four byte products and their sum in one instruction, eight columns at a time.</summary>
internal sealed class AvxVnniKernel : MatrixKernel
{
    public override string ToString() => "AVX-VNNI";

    protected override void MultiplyChecked(
        ReadOnlySpan<byte> activations, int rows, ReadOnlySpan<sbyte> weights, int inputs, int columns, Span<int> sums)
    {
        ref var a = ref MemoryMarshal.GetReference(activations);
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var s = ref MemoryMarshal.GetReference(sums);

        // Two panels stay in the first cache while all rows go past them.
        for (nint column = 0; column < columns; column += 2 * EncoderFormat.PanelColumns)
        {
            for (nint row = 0; row < rows; row += RowGroup)
            {
                FourRows(
                    ref Unsafe.Add(ref a, row * inputs), ref Unsafe.Add(ref w, column * inputs), inputs,
                    ref Unsafe.Add(ref s, (row * columns) + column), columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(ref byte a0, ref sbyte left, nint inputs, ref int sums, nint columns)
    {
        ref var a1 = ref Unsafe.Add(ref a0, inputs);
        ref var a2 = ref Unsafe.Add(ref a1, inputs);
        ref var a3 = ref Unsafe.Add(ref a2, inputs);
        ref var right = ref Unsafe.Add(ref left, EncoderFormat.PanelColumns * inputs);
        Vector256<int> l0 = default, l1 = default, l2 = default, l3 = default;
        Vector256<int> r0 = default, r1 = default, r2 = default, r3 = default;
        for (nint input = 0; input < inputs; input += EncoderFormat.PanelDepth)
        {
            var l = Vector256.LoadUnsafe(ref left, (nuint)(input * EncoderFormat.PanelColumns));
            var r = Vector256.LoadUnsafe(ref right, (nuint)(input * EncoderFormat.PanelColumns));
            var a = Vector256.Create(Group(ref a0, input)).AsByte();
            l0 = AvxVnni.MultiplyWideningAndAdd(l0, a, l);
            r0 = AvxVnni.MultiplyWideningAndAdd(r0, a, r);
            a = Vector256.Create(Group(ref a1, input)).AsByte();
            l1 = AvxVnni.MultiplyWideningAndAdd(l1, a, l);
            r1 = AvxVnni.MultiplyWideningAndAdd(r1, a, r);
            a = Vector256.Create(Group(ref a2, input)).AsByte();
            l2 = AvxVnni.MultiplyWideningAndAdd(l2, a, l);
            r2 = AvxVnni.MultiplyWideningAndAdd(r2, a, r);
            a = Vector256.Create(Group(ref a3, input)).AsByte();
            l3 = AvxVnni.MultiplyWideningAndAdd(l3, a, l);
            r3 = AvxVnni.MultiplyWideningAndAdd(r3, a, r);
        }

        Store(l0, r0, ref sums);
        Store(l1, r1, ref Unsafe.Add(ref sums, columns));
        Store(l2, r2, ref Unsafe.Add(ref sums, 2 * columns));
        Store(l3, r3, ref Unsafe.Add(ref sums, 3 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> left, Vector256<int> right, ref int sums)
    {
        left.StoreUnsafe(ref sums);
        right.StoreUnsafe(ref sums, EncoderFormat.PanelColumns);
    }
}
