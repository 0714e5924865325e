using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// Products of bytes, summed two by two and, where <see cref="BytePairs"/> allows, four by four in 16 bits before they are
/// widened: five steps for 64 products, where products of 16-bit numbers take eight.
/// </summary>
/// <remarks>Rows go past a panel in groups of four to six, as even as can be. Each size is written out, so that every sum has a register.</remarks>
internal sealed class Avx2Kernel : MatrixKernel
{
    public override string ToString() => "AVX2";

    protected override void SumActive(ReadOnlySpan<byte> row, ReadOnlySpan<ushort> active, ReadOnlySpan<sbyte> weights, Span<int> sums) =>
        ActiveInputs.SumAvx2(row, active, weights, sums);

    [SkipLocalsInit]
    protected override void MultiplyChecked(ReadOnlySpan<byte> activations, int rows, DenseLayer layer, Span<int> sums)
    {
        var (inputs, columns, pairs) = (layer.Inputs, layer.Columns, layer.Pairs);
        Span<sbyte> signed = stackalloc sbyte[LargestGroup * MaxInputs];
        ref var a = ref MemoryMarshal.GetReference(signed);
        var (groups, least, larger) = Split(rows);
        var row = 0;
        for (var group = 0; group < groups; group++)
        {
            var size = group < larger ? least + 1 : least;
            Centre(activations.Slice(row * inputs, size * inputs), signed);
            for (var panel = 0; panel < pairs.Panels.Count; panel++)
            {
                var column = panel * EncoderFormat.PanelColumns;
                var walk = new Walk(pairs.Panels[panel], layer.Weights[(column * inputs)..]);
                var begin = Vector256.LoadUnsafe(in pairs.Beginnings[column]);
                ref var to = ref sums[(row * columns) + column];
                if (size == 6) SixRows(ref a, walk, inputs, begin, ref to, columns);
                else if (size == 5) FiveRows(ref a, walk, inputs, begin, ref to, columns);
                else FourRows(ref a, walk, inputs, begin, ref to, columns, size);
            }

            row += size;
        }
    }

    /// <summary>Bytes around 128 as bytes around 0.</summary>
    private static void Centre(ReadOnlySpan<byte> bytes, Span<sbyte> centred)
    {
        for (var i = 0; i < bytes.Length; i += Vector256<byte>.Count)
            (Vector256.LoadUnsafe(in bytes[i]) ^ Vector256.Create((byte)128)).AsSByte().StoreUnsafe(ref centred[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRows(ref sbyte a0, Walk walk, nint inputs, Vector256<int> begin, ref int sums, nint columns)
    {
        ref var a1 = ref Unsafe.Add(ref a0, inputs);
        ref var a2 = ref Unsafe.Add(ref a1, inputs);
        ref var a3 = ref Unsafe.Add(ref a2, inputs);
        ref var a4 = ref Unsafe.Add(ref a3, inputs);
        ref var a5 = ref Unsafe.Add(ref a4, inputs);
        Vector256<int> s0 = begin, s1 = begin, s2 = begin, s3 = begin, s4 = begin, s5 = begin;
        var ones = Vector256<short>.One;
        ref var panel = ref walk.Panel;
        ref var next = ref Unsafe.Add(ref panel, EncoderFormat.PanelColumns * inputs);
        ref var places = ref walk.Places;
        for (nint i = 0; i < walk.Length; i += 2)
        {
            nint g = Unsafe.Add(ref places, i), h = Unsafe.Add(ref places, i + 1);
            Fetch(ref next, i);
            var (w, v) = (Weights(ref panel, g), Weights(ref panel, h));
            var (m, n) = (Avx2.Abs(w), i < walk.Paired ? Avx2.Abs(v) : default);
            (w, v) = (Signs(w), Signs(v));
            s0 += Products(ref a0, g, w, m, h, v, n, ones);
            s1 += Products(ref a1, g, w, m, h, v, n, ones);
            s2 += Products(ref a2, g, w, m, h, v, n, ones);
            s3 += Products(ref a3, g, w, m, h, v, n, ones);
            s4 += Products(ref a4, g, w, m, h, v, n, ones);
            s5 += Products(ref a5, g, w, m, h, v, n, ones);
        }

        s0.StoreUnsafe(ref sums);
        s1.StoreUnsafe(ref Unsafe.Add(ref sums, columns));
        s2.StoreUnsafe(ref Unsafe.Add(ref sums, 2 * columns));
        s3.StoreUnsafe(ref Unsafe.Add(ref sums, 3 * columns));
        s4.StoreUnsafe(ref Unsafe.Add(ref sums, 4 * columns));
        s5.StoreUnsafe(ref Unsafe.Add(ref sums, 5 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FiveRows(ref sbyte a0, Walk walk, nint inputs, Vector256<int> begin, ref int sums, nint columns)
    {
        ref var a1 = ref Unsafe.Add(ref a0, inputs);
        ref var a2 = ref Unsafe.Add(ref a1, inputs);
        ref var a3 = ref Unsafe.Add(ref a2, inputs);
        ref var a4 = ref Unsafe.Add(ref a3, inputs);
        Vector256<int> s0 = begin, s1 = begin, s2 = begin, s3 = begin, s4 = begin;
        var ones = Vector256<short>.One;
        ref var panel = ref walk.Panel;
        ref var next = ref Unsafe.Add(ref panel, EncoderFormat.PanelColumns * inputs);
        ref var places = ref walk.Places;
        for (nint i = 0; i < walk.Length; i += 2)
        {
            nint g = Unsafe.Add(ref places, i), h = Unsafe.Add(ref places, i + 1);
            Fetch(ref next, i);
            var (w, v) = (Weights(ref panel, g), Weights(ref panel, h));
            var (m, n) = (Avx2.Abs(w), i < walk.Paired ? Avx2.Abs(v) : default);
            (w, v) = (Signs(w), Signs(v));
            s0 += Products(ref a0, g, w, m, h, v, n, ones);
            s1 += Products(ref a1, g, w, m, h, v, n, ones);
            s2 += Products(ref a2, g, w, m, h, v, n, ones);
            s3 += Products(ref a3, g, w, m, h, v, n, ones);
            s4 += Products(ref a4, g, w, m, h, v, n, ones);
        }

        s0.StoreUnsafe(ref sums);
        s1.StoreUnsafe(ref Unsafe.Add(ref sums, columns));
        s2.StoreUnsafe(ref Unsafe.Add(ref sums, 2 * columns));
        s3.StoreUnsafe(ref Unsafe.Add(ref sums, 3 * columns));
        s4.StoreUnsafe(ref Unsafe.Add(ref sums, 4 * columns));
    }

    /// <param name="rows">From 1; what would be beyond the last row is the last one again.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(ref sbyte a0, Walk walk, nint inputs, Vector256<int> begin, ref int sums, nint columns, int rows)
    {
        ref var a1 = ref Unsafe.Add(ref a0, rows > 1 ? inputs : 0);
        ref var a2 = ref Unsafe.Add(ref a1, rows > 2 ? inputs : 0);
        ref var a3 = ref Unsafe.Add(ref a2, rows > 3 ? inputs : 0);
        Vector256<int> s0 = begin, s1 = begin, s2 = begin, s3 = begin;
        var ones = Vector256<short>.One;
        ref var panel = ref walk.Panel;
        ref var next = ref Unsafe.Add(ref panel, EncoderFormat.PanelColumns * inputs);
        ref var places = ref walk.Places;
        for (nint i = 0; i < walk.Length; i += 2)
        {
            nint g = Unsafe.Add(ref places, i), h = Unsafe.Add(ref places, i + 1);
            Fetch(ref next, i);
            var (w, v) = (Weights(ref panel, g), Weights(ref panel, h));
            var (m, n) = (Avx2.Abs(w), i < walk.Paired ? Avx2.Abs(v) : default);
            (w, v) = (Signs(w), Signs(v));
            s0 += Products(ref a0, g, w, m, h, v, n, ones);
            s1 += Products(ref a1, g, w, m, h, v, n, ones);
            s2 += Products(ref a2, g, w, m, h, v, n, ones);
            s3 += Products(ref a3, g, w, m, h, v, n, ones);
        }

        s0.StoreUnsafe(ref sums);
        if (rows > 1) s1.StoreUnsafe(ref Unsafe.Add(ref sums, columns));
        if (rows > 2) s2.StoreUnsafe(ref Unsafe.Add(ref sums, 2 * columns));
        if (rows > 3) s3.StoreUnsafe(ref Unsafe.Add(ref sums, 3 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Weights(ref sbyte panel, nint input) =>
        Vector256.LoadUnsafe(ref panel, (nuint)(input * EncoderFormat.PanelColumns));

    /// <summary>A cache line of the panel that comes next: groups are not taken as they lie, so the processor does not see it coming.</summary>
    /// <param name="i">Of the way through this panel; two groups are a line.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Fetch(ref sbyte panel, nint i) => Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref panel, i * Vector256<sbyte>.Count)));

    /// <summary>All bits set where a weight is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Signs(Vector256<sbyte> weights) => Avx2.CompareGreaterThan(default, weights);

    /// <summary>What two groups of inputs add to a row's sums.</summary>
    /// <param name="w">The signs of the weights of the group at <paramref name="g"/>, <paramref name="m"/> how large they are; <paramref name="v"/> and <paramref name="n"/> those of the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(
        ref sbyte row, nint g, Vector256<sbyte> w, Vector256<byte> m, nint h, Vector256<sbyte> v, Vector256<byte> n, Vector256<short> ones) =>
        Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(m, Four(ref row, g) ^ w) + Avx2.MultiplyAddAdjacent(n, Four(ref row, h) ^ v), ones);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Four(ref sbyte row, nint input) =>
        Vector256.Create(Group(ref Unsafe.As<sbyte, byte>(ref row), input)).AsSByte();

    /// <summary>The way through a panel: its weights, and the order they are taken in.</summary>
    private readonly ref struct Walk(BytePairs.Panel pairs, ReadOnlySpan<sbyte> weights)
    {
        public readonly ref sbyte Panel = ref MemoryMarshal.GetReference(weights);
        public readonly ref ushort Places = ref MemoryMarshal.GetArrayDataReference(pairs.Places);
        public readonly nint Length = pairs.Places.Length;
        public readonly nint Paired = pairs.Paired;
    }
}
