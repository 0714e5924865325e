namespace TalusBot.Knowledge.Retrieval;

/// <summary>One judged question: what the ranking measured, and whether its first find was right.</summary>
/// <param name="Group">Questions of one group are never split between fitting and judging.</param>
public sealed record JudgedRanking(string Group, Evidence Evidence, bool IsRight);

/// <summary>Fits the weights of a <see cref="Calibration"/> to judged questions.</summary>
/// <remarks>
/// Logistic regression by Newton's method. The weights are drawn towards those of the calibration it starts from by a
/// quadratic penalty, so that few questions change little; the bias is free.
/// </remarks>
public static class CalibrationFit
{
    private const int Steps = 50;

    /// <summary>The pull towards the starting weights: about as strong as so many questions of average spread.</summary>
    private const double Pull = 0.5;

    /// <param name="begin">The weights to start from; its thresholds are kept.</param>
    public static Calibration Fit(IReadOnlyList<JudgedRanking> judged, Calibration begin)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(begin);
        double[] start = [.. begin.Weights, begin.Bias];
        var (w, count) = ((double[])start.Clone(), start.Length);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[count];
            var curvature = new double[count, count];
            foreach (var one in judged)
            {
                var x = Features(one);
                var p = 1 / (1 + Math.Exp(-Dot(w, x)));
                for (var i = 0; i < count; i++)
                {
                    gradient[i] += (p - (one.IsRight ? 1 : 0)) * x[i];
                    for (var j = 0; j < count; j++)
                    {
                        curvature[i, j] += p * (1 - p) * x[i] * x[j];
                    }
                }
            }

            for (var i = 0; i < count; i++)
            {
                var pull = i == count - 1 ? 1e-6 : Pull;
                gradient[i] += pull * (w[i] - start[i]);
                curvature[i, i] += pull;
            }

            var move = Cholesky.Solve(curvature, gradient);
            for (var i = 0; i < count; i++)
            {
                w[i] -= move[i];
            }
        }

        return begin with { Weights = [.. w[..^1].Select(Two)], Bias = Two(w[^1]) };
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

    private static double[] Features(JudgedRanking one) => [.. one.Evidence.Values, 1];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Two(double x) => Math.Round(x, 2);
}
