namespace TalusBot.Knowledge.Retrieval;

/// <summary>One judged question: what the ranking measured, and whether its first find was right.</summary>
/// <param name="Group">Questions of one group are never split between fitting and judging.</param>
public sealed record JudgedRanking(string Group, Evidence Evidence, bool IsRight);

/// <summary>Fits a <see cref="Calibration"/> to judged questions.</summary>
/// <remarks>
/// Logistic regression by Newton's method, drawn towards where it starts by a quadratic penalty, so that few questions change
/// little; the bias is free. Fewer than <see cref="FewestForWeights"/> questions cannot tell eight weights apart: they fit
/// the stretch and the bias of the sum alone, which is Platt scaling.
/// </remarks>
public static class CalibrationFit
{
    /// <summary>From so many judged questions on every weight is fitted.</summary>
    public const int FewestForWeights = 200;

    private const int Steps = 50;

    /// <summary>The pull towards the start: about as strong as so many questions of average spread.</summary>
    private const double Pull = 0.5;
    private const double NoPull = 1e-6;

    /// <param name="begin">The weights to start from; its thresholds are kept.</param>
    public static Calibration Fit(IReadOnlyList<JudgedRanking> judged, Calibration begin)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(begin);
        return judged.Count < FewestForWeights ? Platt(judged, begin) : Weights(judged, begin);
    }

    /// <summary>The probability of every question by weights that were fitted without its group.</summary>
    /// <param name="folds">At least 2.</param>
    public static IReadOnlyList<(JudgedRanking Judged, double P)> CrossValidate(IReadOnlyList<JudgedRanking> judged, Calibration begin, int folds)
    {
        ArgumentNullException.ThrowIfNull(judged);
        var groups = judged.Select(one => one.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((name, i) => (name, i % folds)).ToDictionary(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, folds).SelectMany(fold =>
        {
            var fitted = Fit([.. judged.Where(one => groups[one.Group] != fold)], begin);
            return judged.Where(one => groups[one.Group] == fold).Select(one => (one, fitted.Probability(one.Evidence)));
        })];
    }

    private static Calibration Weights(IReadOnlyList<JudgedRanking> judged, Calibration begin)
    {
        var w = Newton([.. judged.Select(one => (one.Evidence.Values.Append(1).ToArray(), one.IsRight))], [.. begin.Weights, begin.Bias]);
        return begin with { Weights = [.. w[..^1].Select(Two)], Bias = Two(w[^1]) };
    }

    private static Calibration Platt(IReadOnlyList<JudgedRanking> judged, Calibration begin)
    {
        var sums = judged.Select(one => (new[] { begin.Weights.Zip(one.Evidence.Values, (weight, value) => weight * value).Sum(), 1 }, one.IsRight)).ToList();
        var w = Newton(sums, [1, begin.Bias]);
        return begin with { Weights = [.. begin.Weights.Select(weight => Two(weight * w[0]))], Bias = Two(w[1]) };
    }

    /// <summary>The weights under which the labels are likeliest; the last feature is the bias, which is not drawn to its start.</summary>
    private static double[] Newton(IReadOnlyList<(double[] X, bool IsRight)> rows, double[] start)
    {
        var (w, count) = ((double[])start.Clone(), start.Length);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[count];
            var curvature = new double[count, count];
            foreach (var (x, isRight) in rows)
            {
                var p = 1 / (1 + Math.Exp(-w.Zip(x, (a, b) => a * b).Sum()));
                for (var i = 0; i < count; i++)
                {
                    gradient[i] += (p - (isRight ? 1 : 0)) * x[i];
                    for (var j = 0; j < count; j++)
                    {
                        curvature[i, j] += p * (1 - p) * x[i] * x[j];
                    }
                }
            }

            for (var i = 0; i < count; i++)
            {
                var pull = i == count - 1 ? NoPull : Pull;
                gradient[i] += pull * (w[i] - start[i]);
                curvature[i, i] += pull;
            }

            var move = Cholesky.Solve(curvature, gradient);
            for (var i = 0; i < count; i++)
            {
                w[i] -= move[i];
            }
        }

        return w;
    }

    private static double Two(double x) => Math.Round(x, 2);
}
