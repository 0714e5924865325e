using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TalusBot.Knowledge.Encoding;

/// <summary>Many sentence vectors side by side, so that one can be compared with all of them in a single pass. Immutable.</summary>
internal sealed class SentenceVectors
{
    private const int Width = SentenceEncoder.Dimensions;

    /// <summary>What makes an unsigned byte of a signed one.</summary>
    private const int Shift = 128;

    private readonly sbyte[] steps;
    private readonly float[] scales;

    /// <summary>By vector: the sum of its steps, times <see cref="Shift"/>.</summary>
    private readonly int[] shifts;

    public SentenceVectors(IReadOnlyList<SentenceVector> vectors)
    {
        steps = new sbyte[vectors.Count * Width];
        scales = new float[vectors.Count];
        shifts = new int[vectors.Count];
        for (var i = 0; i < vectors.Count; i++)
        {
            vectors[i].Steps.CopyTo(steps.AsSpan(i * Width));
            scales[i] = vectors[i].Scale;
            foreach (var step in vectors[i].Steps)
            {
                shifts[i] += Shift * step;
            }
        }
    }

    public int Count => scales.Length;

    public SentenceVector this[int number] => SentenceVector.FromSteps(Row(number));

    /// <summary>As <see cref="SentenceVector.Similarity"/> of one with each.</summary>
    /// <param name="similarities">One place a vector.</param>
    public void Compare(SentenceVector one, Span<double> similarities)
    {
        Span<byte> shifted = stackalloc byte[Width];
        Shifted(one.Steps, shifted);
        for (var i = 0; i < similarities.Length; i++)
        {
            similarities[i] = Similarity(one.Steps, shifted, one.Scale, i);
        }
    }

    /// <summary>As <see cref="SentenceVector.Similarity"/> of one of them with some others.</summary>
    /// <param name="similarities">One place for each of <paramref name="others"/>.</param>
    public void Compare(int one, ReadOnlySpan<int> others, Span<double> similarities)
    {
        Span<byte> shifted = stackalloc byte[Width];
        Shifted(Row(one), shifted);
        for (var i = 0; i < others.Length; i++)
        {
            similarities[i] = Similarity(Row(one), shifted, scales[one], others[i]);
        }
    }

    /// <summary>What <see cref="ShiftedDot"/> takes; nothing where it is not used.</summary>
    private static void Shifted(ReadOnlySpan<sbyte> steps, Span<byte> shifted)
    {
        if (!AvxVnni.IsSupported)
        {
            return;
        }

        for (var i = 0; i < Width; i++)
        {
            shifted[i] = (byte)(steps[i] + Shift);
        }
    }

    private ReadOnlySpan<sbyte> Row(int number) => steps.AsSpan(number * Width, Width);

    private double Similarity(ReadOnlySpan<sbyte> signed, ReadOnlySpan<byte> shifted, float scale, int other)
    {
        var dot = AvxVnni.IsSupported ? ShiftedDot(shifted, Row(other)) - shifts[other] : SentenceVector.Dot(signed, Row(other));
        return Math.Clamp((double)dot * scale * scales[other], 0.0, 1.0);
    }

    /// <summary>Four products and their sum in one instruction. It wants one side without signs.</summary>
    private static int ShiftedDot(ReadOnlySpan<byte> shifted, ReadOnlySpan<sbyte> row)
    {
        ref var a = ref MemoryMarshal.GetReference(shifted);
        ref var b = ref MemoryMarshal.GetReference(row);
        Vector256<int> even = default, odd = default;
        for (nuint i = 0; i < Width; i += 64)
        {
            even = AvxVnni.MultiplyWideningAndAdd(even, Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i));
            odd = AvxVnni.MultiplyWideningAndAdd(odd, Vector256.LoadUnsafe(ref a, i + 32), Vector256.LoadUnsafe(ref b, i + 32));
        }

        return Vector256.Sum(even + odd);
    }
}
