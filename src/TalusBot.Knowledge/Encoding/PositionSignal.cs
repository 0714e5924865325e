namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// Tells the encoder where in the sentence a token stands: sines, then cosines, of its position at 128 speeds. The
/// framework's own sine comes from the operating system and may differ in its last digit, so these are ours.
/// </summary>
internal static class PositionSignal
{
    // Pi / 2 in two parts, the first with so few digits that up to 2^20 times it is exact.
    private const double QuarterHigh = 1.57079632673412561417;
    private const double QuarterLow = 6.07710050650619224932e-11;

    /// <summary>A row for every position: first the sine for every time scale, then the cosine.</summary>
    /// <param name="inverseTimeScales">Radians per position, at most 1.</param>
    public static float[] Create(ReadOnlySpan<float> inverseTimeScales, int positions)
    {
        var half = inverseTimeScales.Length;
        var signal = new float[positions * 2 * half];
        for (var position = 0; position < positions; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var row = position * 2 * half;
                (signal[row + i], signal[row + half + i]) = SinCos(position * inverseTimeScales[i]);
            }
        }

        return signal;
    }

    /// <summary>By Taylor series within an eighth of a turn around 0, from which the rest follows.</summary>
    /// <param name="angle">In radians, from 0 to 1000.</param>
    internal static (float Sin, float Cos) SinCos(float angle)
    {
        var quarters = Math.Floor((angle / (QuarterHigh + QuarterLow)) + 0.5);
        var rest = angle - (quarters * QuarterHigh) - (quarters * QuarterLow);
        var square = rest * rest;
        double sin = 1, cos = 1;
        for (var n = 16; n > 0; n -= 2)
        {
            sin = 1 - (square * sin / (n * (n + 1)));
            cos = 1 - (square * cos / (n * (n - 1)));
        }

        sin *= rest;
        return ((int)quarters & 3) switch
        {
            0 => ((float)sin, (float)cos),
            1 => ((float)cos, (float)-sin),
            2 => ((float)-sin, (float)-cos),
            _ => ((float)-cos, (float)sin),
        };
    }
}
