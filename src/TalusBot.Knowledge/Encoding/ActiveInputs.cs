using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// The inputs of a row that are not 0, few behind a rectifier, and sums over them alone: four at a time, the weights of
/// two put side by side on the way, for products of 16-bit numbers.
/// </summary>
internal static class ActiveInputs
{
    private const int AtOnce = 4;

    /// <summary>Writes the places of what is not 0, in order.</summary>
    /// <param name="row">A multiple of 32 activations.</param>
    /// <param name="active">With room for all of them.</param>
    /// <returns>How many were found.</returns>
    public static int Find(ReadOnlySpan<byte> row, Span<ushort> active)
    {
        var count = 0;
        for (var i = 0; i < row.Length; i += Vector256<byte>.Count)
        {
            var mask = ~Vector256.Equals(Vector256.LoadUnsafe(in row[i]), default).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1) active[count++] = (ushort)(i + BitOperations.TrailingZeroCount(mask));
        }

        return count;
    }

    /// <inheritdoc cref="MatrixKernel.SumActive"/>
    public static void SumAvx2(ReadOnlySpan<byte> row, ReadOnlySpan<ushort> active, ReadOnlySpan<sbyte> weights, Span<int> sums)
    {
        sums.Clear();
        Span<ushort> last = stackalloc ushort[AtOnce];
        for (; active.Length >= AtOnce; active = active[AtOnce..])
            AddFour(Pair(row[active[0]], row[active[1]]), Pair(row[active[2]], row[active[3]]), active, weights, sums);
        if (active.Length == 0) return;

        // What is missing to four is the first of them again, as if it were 0.
        last.Fill(active[0]);
        active.CopyTo(last);
        AddFour(
            Pair(row[last[0]], active.Length > 1 ? row[last[1]] : 0), Pair(active.Length > 2 ? row[last[2]] : 0, 0), last, weights, sums);
    }

    private static int Pair(int even, int odd) => even | (odd << 16);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(int first, int second, ReadOnlySpan<ushort> inputs, ReadOnlySpan<sbyte> weights, Span<int> sums)
    {
        var a = Vector256.Create(first).AsInt16();
        var b = Vector256.Create(second).AsInt16();
        ref var w0 = ref Weights(inputs[0], weights, sums.Length);
        ref var w1 = ref Weights(inputs[1], weights, sums.Length);
        ref var w2 = ref Weights(inputs[2], weights, sums.Length);
        ref var w3 = ref Weights(inputs[3], weights, sums.Length);
        ref var s = ref MemoryMarshal.GetReference(sums);
        for (nuint i = 0; i < (nuint)sums.Length; i += 16)
        {
            var even = Vector128.LoadUnsafe(ref w0, i);
            var odd = Vector128.LoadUnsafe(ref w1, i);
            var low = Avx2.MultiplyAddAdjacent(a, Avx2.ConvertToVector256Int16(Sse2.UnpackLow(even, odd)));
            var high = Avx2.MultiplyAddAdjacent(a, Avx2.ConvertToVector256Int16(Sse2.UnpackHigh(even, odd)));
            even = Vector128.LoadUnsafe(ref w2, i);
            odd = Vector128.LoadUnsafe(ref w3, i);
            low += Avx2.MultiplyAddAdjacent(b, Avx2.ConvertToVector256Int16(Sse2.UnpackLow(even, odd)));
            high += Avx2.MultiplyAddAdjacent(b, Avx2.ConvertToVector256Int16(Sse2.UnpackHigh(even, odd)));
            (Vector256.LoadUnsafe(ref s, i) + low).StoreUnsafe(ref s, i);
            (Vector256.LoadUnsafe(ref s, i + 8) + high).StoreUnsafe(ref s, i + 8);
        }
    }

    /// <summary>The beginning of an input's weights, all of which are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref sbyte Weights(int input, ReadOnlySpan<sbyte> weights, int columns) =>
        ref MemoryMarshal.GetReference(weights.Slice(input * columns, columns));
}
