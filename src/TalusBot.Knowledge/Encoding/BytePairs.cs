using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// How a layer is multiplied as bytes where sums are clipped at 16 bits: which groups of inputs go together, so that no sum
/// of theirs can come to that, whatever the activations are.
/// </summary>
/// <remarks>
/// Within a panel a group of four inputs gives two sums of two products for each column. A weight's sign is given to the
/// activation by turning its bits, which is off by one; with the zero point of the activations that makes a number by
/// column that the sums begin with.
/// </remarks>
internal sealed class BytePairs
{
    /// <summary>Weights that come to at most this, times bytes from -128 to 127, stay within 16 bits.</summary>
    private const int MostTogether = 256;
    private const int ZeroPoint = 128;

    private BytePairs(Panel[] panels, int[] beginnings) => (Panels, Beginnings) = (panels, beginnings);

    /// <summary>In order of the columns.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    /// <summary>By column.</summary>
    public int[] Beginnings { get; }

    /// <param name="weights">In <see cref="WeightOrder.Panels"/>.</param>
    public static BytePairs Of(ReadOnlySpan<sbyte> weights, int inputs, int columns)
    {
        var panels = new Panel[columns / EncoderFormat.PanelColumns];
        var beginnings = new int[columns];
        for (var panel = 0; panel < panels.Length; panel++)
        {
            var own = weights.Slice(panel * EncoderFormat.PanelColumns * inputs, EncoderFormat.PanelColumns * inputs);
            panels[panel] = Pair(own, inputs);
            Begin(own, beginnings.AsSpan(panel * EncoderFormat.PanelColumns, EncoderFormat.PanelColumns));
        }

        return new BytePairs(panels, beginnings);
    }

    /// <summary>Each group with the lightest that it can go with, the heaviest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Panel Pair(ReadOnlySpan<sbyte> panel, int inputs)
    {
        var groups = inputs / EncoderFormat.PanelDepth;
        Span<Vector256<ushort>> together = stackalloc Vector256<ushort>[groups];
        Span<int> order = stackalloc int[groups];
        for (var group = 0; group < groups; group++)
        {
            var two = Vector256.Abs(Vector256.LoadUnsafe(in panel[group * Vector256<sbyte>.Count])).AsUInt16();
            together[group] = (two & Vector256.Create((ushort)byte.MaxValue)) + (two >>> 8);
            order[group] = ((ushort.MaxValue - Largest(together[group])) * groups) + group;
        }

        order.Sort();
        for (var i = 0; i < groups; i++) order[i] %= groups;

        // A group that has been taken as a partner is -1 here; they go from the lightest up, mostly.
        Span<ushort> alone = stackalloc ushort[groups];
        var places = new ushort[2 * groups];
        var (paired, single, lightest) = (0, 0, groups - 1);
        for (var i = 0; i < groups; i++)
        {
            if (order[i] < 0) continue;
            var place = (ushort)(order[i] * EncoderFormat.PanelDepth);
            while (lightest > i && order[lightest] < 0) lightest--;
            var partner = lightest;
            while (partner > i && (order[partner] < 0 || Vector256.GreaterThanAny(together[order[i]] + together[order[partner]], Vector256.Create((ushort)MostTogether)))) partner--;
            if (partner <= i)
            {
                alone[single++] = place;
                continue;
            }

            places[paired++] = place;
            places[paired++] = (ushort)(order[partner] * EncoderFormat.PanelDepth);
            order[partner] = -1;
        }

        for (var i = 0; i < 2 * single; i++) places[paired + i] = alone[i / 2];
        return new Panel(places[..(paired + (2 * single))], paired);
    }

    private static ushort Largest(Vector256<ushort> sums)
    {
        var most = Vector128.Max(sums.GetLower(), sums.GetUpper());
        most = Vector128.Max(most, Vector128.Shuffle(most, Vector128.Create((ushort)4, 5, 6, 7, 0, 1, 2, 3)));
        most = Vector128.Max(most, Vector128.Shuffle(most, Vector128.Create((ushort)2, 3, 0, 1, 2, 3, 0, 1)));
        return Math.Max(most[0], most[1]);
    }

    /// <summary>By column the zero point times each weight, and 1 times each that is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Begin(ReadOnlySpan<sbyte> panel, Span<int> beginnings)
    {
        // Columns lie four bytes apart: 0 and 1, 2 and 3, 4 and 5, 6 and 7 come out of the widening together.
        Vector256<int> a = default, b = default, c = default, d = default;
        for (var i = 0; i < panel.Length; i += Vector256<sbyte>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(in panel[i]));
            var ((w, x), (y, z)) = (Vector256.Widen(low), Vector256.Widen(high));
            a += Beginning(w);
            b += Beginning(x);
            c += Beginning(y);
            d += Beginning(z);
        }

        var two = 0;
        foreach (var columns in (ReadOnlySpan<Vector256<int>>)[a, b, c, d])
        {
            beginnings[two++] = Vector128.Sum(columns.GetLower());
            beginnings[two++] = Vector128.Sum(columns.GetUpper());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Beginning(Vector256<int> weights) => (weights * ZeroPoint) + Vector256.Max(-weights, Vector256<int>.Zero);

    /// <param name="Places">Two and two the first inputs of groups that go together; a group that goes alone stands twice.</param>
    /// <param name="Paired">So many of the places, from the first, are of pairs.</param>
    internal readonly record struct Panel(ushort[] Places, int Paired);
}
