using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// A sentence's direction in 512 bytes, a quarter of what <see cref="SentenceEncoder.Encode"/> gives and as good for
/// comparing. Products of bytes are exact, so two vectors are as similar on one processor as on any other.
/// </summary>
public sealed class SentenceVector
{
    private readonly sbyte[] steps;

    private SentenceVector(sbyte[] steps)
    {
        this.steps = steps;
        var square = Dot(steps, steps);
        Scale = square == 0 ? 0 : (float)(1 / Math.Sqrt(square));
    }

    /// <summary>The vector of a text without words: similar to nothing, not even to itself.</summary>
    public static SentenceVector Zero { get; } = new(new sbyte[SentenceEncoder.Dimensions]);

    /// <summary>As many as <see cref="SentenceEncoder.Dimensions"/>, from -127 to 127.</summary>
    public ReadOnlySpan<sbyte> Steps => steps;

    /// <summary>What one step stands for in the vector of length 1; 0 for the zero vector.</summary>
    public float Scale { get; }

    /// <param name="vector">As many numbers as <see cref="SentenceEncoder.Dimensions"/>, of any length but not endless.</param>
    public static SentenceVector From(ReadOnlySpan<float> vector)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vector.Length, SentenceEncoder.Dimensions, nameof(vector));
        var steps = new sbyte[SentenceEncoder.Dimensions];
        var bytes = MemoryMarshal.AsBytes(steps.AsSpan());
        Lanes.QuantiseSigned(vector, bytes);
        foreach (ref var step in bytes) step ^= 0x80; // from around 128 to around 0
        return new SentenceVector(steps);
    }

    /// <param name="steps">As <see cref="Steps"/> gave them.</param>
    public static SentenceVector FromSteps(ReadOnlySpan<sbyte> steps)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(steps.Length, SentenceEncoder.Dimensions, nameof(steps));
        return new SentenceVector(steps.ToArray());
    }

    /// <summary>The cosine of two vectors as the encoder gives them, clipped to [0, 1].</summary>
    /// <param name="left">Of length 1, or all zeros.</param>
    /// <param name="right">Of length 1, or all zeros.</param>
    public static double Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Length, SentenceEncoder.Dimensions, nameof(left));
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, SentenceEncoder.Dimensions, nameof(right));
        return Math.Clamp(Lanes.Dot(left, right), 0.0, 1.0);
    }

    /// <summary>The cosine, clipped to [0, 1]; 0 if either is <see cref="Zero"/>.</summary>
    public double Similarity(SentenceVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Math.Clamp((double)Dot(steps, other.steps) * Scale * other.Scale, 0.0, 1.0);
    }

    internal static int Dot(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right) => Avx2.IsSupported ? SignedDot(left, right) : WidenedDot(left, right);

    /// <summary>For every processor.</summary>
    internal static int WidenedDot(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        var sum = Vector256<int>.Zero;
        for (var i = 0; i < left.Length; i += Vector256<sbyte>.Count)
        {
            var (leftLow, leftHigh) = Vector256.Widen(Vector256.LoadUnsafe(in left[i]));
            var (rightLow, rightHigh) = Vector256.Widen(Vector256.LoadUnsafe(in right[i]));

            // Two products of at most 127 * 127 still fit into 16 bits.
            var (low, high) = Vector256.Widen((leftLow * rightLow) + (leftHigh * rightHigh));
            sum += low + high;
        }

        return Vector256.Sum(sum);
    }

    /// <summary>The instruction that multiplies bytes wants one side without signs, so the other side takes them over.</summary>
    private static int SignedDot(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var ones = Vector256<short>.One;
        var sum = Vector256<int>.Zero;
        for (nuint i = 0; i < (nuint)left.Length; i += (nuint)Vector256<sbyte>.Count)
        {
            var signed = Vector256.LoadUnsafe(ref a, i);
            var products = Avx2.MultiplyAddAdjacent(Vector256.Abs(signed).AsByte(), Avx2.Sign(Vector256.LoadUnsafe(ref b, i), signed));
            sum += Avx2.MultiplyAddAdjacent(products, ones);
        }

        return Vector256.Sum(sum);
    }
}
