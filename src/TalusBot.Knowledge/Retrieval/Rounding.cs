using System.Runtime.Intrinsics;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>Scores are rounded to four decimals, so that they are the same on every machine and equal ones are ties.</summary>
internal static class Rounding
{
    private const double Places = 1e4;

    /// <summary>As <see cref="Math.Round(double, int, MidpointRounding)"/> does it: half to even.</summary>
    public static double Of(double score) => Math.Round(score * Places) / Places;

    /// <summary>Each of many.</summary>
    public static void All(Span<double> scores)
    {
        var i = 0;
        for (; i <= scores.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var four = scores.Slice(i, Vector256<double>.Count);
            (Vector256.Round(Vector256.Create<double>(four) * Places) / Places).CopyTo(four);
        }

        for (; i < scores.Length; i++)
        {
            scores[i] = Of(scores[i]);
        }
    }
}
