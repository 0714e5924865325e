using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// The encoder's single-precision arithmetic, in eight lanes. A sum adds every eighth number, then the lanes in one fixed
/// order; products are rounded before they are added, never fused. Lanes that a processor lacks are done one by one by
/// the framework, so the results are the same to the last bit on all of them. Lengths are multiples of eight.
/// </summary>
internal static class Lanes
{
    private const int Width = 8;
    private const float NormEpsilon = 1e-6f;

    // 1.5 * 2^23: a small number added to it is rounded to a whole one, which then stands in the lowest bits.
    private const float Rounder = 12582912f;
    private const int RounderBits = 0x4B400000;

    // The natural logarithm of 2 in two parts, the first with so few digits that a small multiple of it is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Log2E = 1.44269504f;

    // What stands for 0 in bytes that have a sign is 2 to the power of this.
    private const int SignedZeroBits = 7;

    // Below this the exponential is too small for single precision.
    private const float SmallestExponent = -87f;

    /// <summary>All numbers together.</summary>
    public static float Sum(ReadOnlySpan<float> values)
    {
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < values.Length; i += Width) sum += Load(values, i);
        return Sum(sum);
    }

    /// <summary>Products of two rows of the same length, a multiple of 16, together.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Vector256<float> even = default, odd = default;
        for (var i = 0; i < left.Length; i += 2 * Width)
        {
            even += Load(left, i) * Load(right, i);
            odd += Load(left, i + Width) * Load(right, i + Width);
        }

        return Sum(even + odd);
    }

    /// <summary>Shifts and stretches a row to mean 0 and variance 1, then by the weights.</summary>
    public static void Normalise(ReadOnlySpan<float> row, NormWeights weights, Span<float> result)
    {
        var mean = Vector256.Create(Sum(row) / row.Length);
        var squares = Vector256<float>.Zero;
        for (var i = 0; i < row.Length; i += Width)
        {
            var distance = Load(row, i) - mean;
            squares += distance * distance;
        }

        var factor = Vector256.Create(1f / MathF.Sqrt((Sum(squares) / row.Length) + NormEpsilon));
        for (var i = 0; i < row.Length; i += Width)
            Store(((Load(row, i) - mean) * factor * Load(weights.Scale, i)) + Load(weights.Shift, i), result, i);
    }

    /// <summary>Turns scores into shares that sum to 1, in place; a score of negative infinity gets next to nothing.</summary>
    public static void Softmax(Span<float> scores)
    {
        var largest = Vector256.Create(Largest(scores));
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < scores.Length; i += Width)
        {
            var e = Exp(Load(scores, i) - largest);
            sum += e;
            Store(e, scores, i);
        }

        var share = Vector256.Create(1f / Sum(sum));
        for (var i = 0; i < scores.Length; i += Width) Store(Load(scores, i) * share, scores, i);
    }

    /// <summary>The hyperbolic tangent, in place.</summary>
    public static void Tanh(Span<float> values)
    {
        for (var i = 0; i < values.Length; i += Width)
        {
            var value = Load(values, i);
            var e = Exp(Vector256.Abs(value) * -2f);
            var tanh = (Vector256<float>.One - e) / (Vector256<float>.One + e);
            Store(Vector256.ConditionalSelect(Vector256.LessThan(value, Vector256<float>.Zero), -tanh, tanh), values, i);
        }
    }

    /// <summary>Bytes around the zero point 128, as large as the largest distance from 0 allows.</summary>
    /// <returns>What one step of a byte stands for.</returns>
    public static float QuantiseSigned(ReadOnlySpan<float> row, Span<byte> bytes)
    {
        var largest = Vector256<float>.Zero;
        for (var i = 0; i < row.Length; i += Width) largest = Vector256.Max(largest, Vector256.Abs(Load(row, i)));
        return Quantise(row, Largest(largest), 127, 1 << SignedZeroBits, bytes);
    }

    /// <summary>Bytes from 0 for numbers that are never negative.</summary>
    /// <param name="largest">Of the row.</param>
    /// <inheritdoc cref="QuantiseSigned"/>
    public static float QuantiseUnsigned(ReadOnlySpan<float> row, float largest, Span<byte> bytes) => Quantise(row, largest, 255, 0, bytes);

    /// <summary>From sums of bytes back to numbers.</summary>
    /// <param name="scale">What one step of an activation stands for.</param>
    /// <param name="signed">Whether the activations were bytes around 128.</param>
    /// <param name="result">Written, or added to.</param>
    public static void Finish(ReadOnlySpan<int> sums, DenseLayer layer, float scale, bool signed, bool add, Span<float> result)
    {
        for (var i = 0; i < sums.Length; i += Width)
        {
            var number = Finished(sums, layer, scale, signed, i);
            Store(add ? Load(result, i) + number : number, result, i);
        }
    }

    /// <summary>The same for activations around 128, with negative numbers replaced by 0.</summary>
    /// <returns>The largest.</returns>
    /// <inheritdoc cref="Finish"/>
    public static float FinishRectified(ReadOnlySpan<int> sums, DenseLayer layer, float scale, Span<float> result)
    {
        var largest = Vector256<float>.Zero;
        for (var i = 0; i < sums.Length; i += Width)
        {
            var number = Vector256.Max(Finished(sums, layer, scale, signed: true, i), Vector256<float>.Zero);
            largest = Vector256.Max(largest, number);
            Store(number, result, i);
        }

        return Largest(largest);
    }

    /// <summary>Adds a row times a factor, in place.</summary>
    public static void AddScaled(Span<float> values, ReadOnlySpan<float> row, float factor)
    {
        for (var i = 0; i < values.Length; i += Width) Store(Load(values, i) + (Load(row, i) * factor), values, i);
    }

    /// <summary>Multiplies every number, in place.</summary>
    public static void Scale(Span<float> values, float factor)
    {
        for (var i = 0; i < values.Length; i += Width) Store(Load(values, i) * factor, values, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ReadOnlySpan<float> values, int index) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> vector, Span<float> values, int index) =>
        vector.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);

    /// <summary>e to the power of numbers that are at most 0: a power of two times a Taylor series of degree 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.Max(x, Vector256.Create(SmallestExponent));
        var rounded = (x * Log2E) + Vector256.Create(Rounder);
        var whole = rounded - Vector256.Create(Rounder);
        var rest = x - (whole * Ln2High) - (whole * Ln2Low);
        var series = (rest * (1f / 5040)) + Vector256.Create(1f / 720);
        series = (series * rest) + Vector256.Create(1f / 120);
        series = (series * rest) + Vector256.Create(1f / 24);
        series = (series * rest) + Vector256.Create(1f / 6);
        series = (series * rest) + Vector256.Create(0.5f);
        series = (series * rest) + Vector256<float>.One;
        series = (series * rest) + Vector256<float>.One;
        var power = Vector256.ShiftLeft(rounded.AsInt32(), 23) + Vector256<float>.One.AsInt32();
        return series * power.AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Finished(ReadOnlySpan<int> sums, DenseLayer layer, float scale, bool signed, int i)
    {
        var centred = Vector256.LoadUnsafe(in sums[i]);
        if (signed) centred -= Vector256.ShiftLeft(Vector256.LoadUnsafe(in layer.WeightSums[i]), SignedZeroBits);
        return (Vector256.ConvertToSingle(centred) * (Load(layer.Scales, i) * scale)) + Load(layer.Bias, i);
    }

    private static float Quantise(ReadOnlySpan<float> row, float largest, int steps, int zeroPoint, Span<byte> bytes)
    {
        if (largest < 1e-30f)
        {
            bytes.Fill((byte)zeroPoint);
            return 0;
        }

        var factor = Vector256.Create(steps / largest);
        var shift = Vector256.Create(zeroPoint - RounderBits);
        for (var i = 0; i < row.Length; i += 4 * Width)
        {
            var low = Vector256.Narrow(Round(Load(row, i)), Round(Load(row, i + Width)));
            var high = Vector256.Narrow(Round(Load(row, i + (2 * Width))), Round(Load(row, i + (3 * Width))));
            Vector256.Narrow(low, high).StoreUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)i);
        }

        return largest / steps;

        Vector256<uint> Round(Vector256<float> values) =>
            (((values * factor) + Vector256.Create(Rounder)).AsInt32() + shift).AsUInt32();
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        var largest = Load(values, 0);
        for (var i = Width; i < values.Length; i += Width) largest = Vector256.Max(largest, Load(values, i));
        return Largest(largest);
    }

    private static float Largest(Vector256<float> vector)
    {
        var largest = vector[0];
        for (var lane = 1; lane < Width; lane++) largest = Math.Max(largest, vector[lane]);
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector256<float> vector)
    {
        var four = vector.GetLower() + vector.GetUpper();
        return (four[0] + four[1]) + (four[2] + four[3]);
    }
}
