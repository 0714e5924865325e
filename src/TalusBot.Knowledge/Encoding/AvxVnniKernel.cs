using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TalusBot.Knowledge.Encoding;

/// <summary>Four byte products and their sum in one instruction, for eight columns at a time.</summary>
/// <remarks>
/// Rows go past two panels in groups of four to six, as even as can be: none is computed that nobody reads, and six rows
/// by two panels are as many sums as there are registers for. Each size is written out, so that every sum has a register.
/// </remarks>
internal sealed class AvxVnniKernel : MatrixKernel
{
    public override string ToString() => "AVX-VNNI";

    protected override void SumActive(ReadOnlySpan<byte> row, ReadOnlySpan<ushort> active, ReadOnlySpan<sbyte> weights, Span<int> sums) =>
        ActiveInputs.SumAvx2(row, active, weights, sums);

    protected override void MultiplyChecked(ReadOnlySpan<byte> activations, int rows, DenseLayer layer, Span<int> sums)
    {
        var weights = layer.Weights;
        var (inputs, columns) = (layer.Inputs, layer.Columns);
        ref var a = ref MemoryMarshal.GetReference(activations);
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var s = ref MemoryMarshal.GetReference(sums);
        var (groups, least, larger) = Split(rows);

        // Two panels stay in the first cache while all rows go past them.
        for (nint column = 0; column < columns; column += 2 * EncoderFormat.PanelColumns)
        {
            ref var panels = ref Unsafe.Add(ref w, column * inputs);
            nint row = 0;
            for (var group = 0; group < groups; group++)
            {
                var size = group < larger ? least + 1 : least;
                ref var first = ref Unsafe.Add(ref a, row * inputs);
                ref var to = ref Unsafe.Add(ref s, (row * columns) + column);
                if (size == 6) SixRows(ref first, ref panels, inputs, ref to, columns);
                else if (size == 5) FiveRows(ref first, ref panels, inputs, ref to, columns);
                else FourRows(ref first, ref panels, inputs, ref to, columns, size);
                row += size;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRows(ref byte a0, ref sbyte left, nint inputs, ref int sums, nint columns)
    {
        ref var a1 = ref Unsafe.Add(ref a0, inputs);
        ref var a2 = ref Unsafe.Add(ref a1, inputs);
        ref var a3 = ref Unsafe.Add(ref a2, inputs);
        ref var a4 = ref Unsafe.Add(ref a3, inputs);
        ref var a5 = ref Unsafe.Add(ref a4, inputs);
        ref var right = ref Unsafe.Add(ref left, EncoderFormat.PanelColumns * inputs);
        Vector256<int> l0 = default, l1 = default, l2 = default, l3 = default, l4 = default, l5 = default;
        Vector256<int> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default;
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
            a = Vector256.Create(Group(ref a4, input)).AsByte();
            l4 = AvxVnni.MultiplyWideningAndAdd(l4, a, l);
            r4 = AvxVnni.MultiplyWideningAndAdd(r4, a, r);
            a = Vector256.Create(Group(ref a5, input)).AsByte();
            l5 = AvxVnni.MultiplyWideningAndAdd(l5, a, l);
            r5 = AvxVnni.MultiplyWideningAndAdd(r5, a, r);
        }

        Store(l0, r0, ref sums);
        Store(l1, r1, ref Unsafe.Add(ref sums, columns));
        Store(l2, r2, ref Unsafe.Add(ref sums, 2 * columns));
        Store(l3, r3, ref Unsafe.Add(ref sums, 3 * columns));
        Store(l4, r4, ref Unsafe.Add(ref sums, 4 * columns));
        Store(l5, r5, ref Unsafe.Add(ref sums, 5 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FiveRows(ref byte a0, ref sbyte left, nint inputs, ref int sums, nint columns)
    {
        ref var a1 = ref Unsafe.Add(ref a0, inputs);
        ref var a2 = ref Unsafe.Add(ref a1, inputs);
        ref var a3 = ref Unsafe.Add(ref a2, inputs);
        ref var a4 = ref Unsafe.Add(ref a3, inputs);
        ref var right = ref Unsafe.Add(ref left, EncoderFormat.PanelColumns * inputs);
        Vector256<int> l0 = default, l1 = default, l2 = default, l3 = default, l4 = default;
        Vector256<int> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default;
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
            a = Vector256.Create(Group(ref a4, input)).AsByte();
            l4 = AvxVnni.MultiplyWideningAndAdd(l4, a, l);
            r4 = AvxVnni.MultiplyWideningAndAdd(r4, a, r);
        }

        Store(l0, r0, ref sums);
        Store(l1, r1, ref Unsafe.Add(ref sums, columns));
        Store(l2, r2, ref Unsafe.Add(ref sums, 2 * columns));
        Store(l3, r3, ref Unsafe.Add(ref sums, 3 * columns));
        Store(l4, r4, ref Unsafe.Add(ref sums, 4 * columns));
    }

    /// <param name="rows">From 1; what would be beyond the last row is the last one again.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(ref byte a0, ref sbyte left, nint inputs, ref int sums, nint columns, int rows)
    {
        ref var a1 = ref Unsafe.Add(ref a0, rows > 1 ? inputs : 0);
        ref var a2 = ref Unsafe.Add(ref a1, rows > 2 ? inputs : 0);
        ref var a3 = ref Unsafe.Add(ref a2, rows > 3 ? inputs : 0);
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
        if (rows > 1) Store(l1, r1, ref Unsafe.Add(ref sums, columns));
        if (rows > 2) Store(l2, r2, ref Unsafe.Add(ref sums, 2 * columns));
        if (rows > 3) Store(l3, r3, ref Unsafe.Add(ref sums, 3 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> left, Vector256<int> right, ref int sums)
    {
        left.StoreUnsafe(ref sums);
        right.StoreUnsafe(ref sums, EncoderFormat.PanelColumns);
    }
}
