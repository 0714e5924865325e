namespace TalusBot.Knowledge.Retrieval;

/// <summary>One judged question: what the ranking measured, and whether its first find was right.</summary>
/// <param name="Group">Questions of one group are never split between fitting and judging.</param>
public sealed record JudgedRanking(string Group, double Score, double Margin, double Use, double Coverage, bool MissingType, bool IsRight);

/// <summary>Fits the weights of a <see cref="Calibration"/> to judged questions.</summary>
/// <remarks>
/// Logistic regression by Newton's method. The weights are drawn towards those of the calibration it starts from by a
/// quadratic penalty, so that few questions change little; the bias is free.
/// </remarks>
public static class CalibrationFit
{
    private const int Weights = 6;
    private const int Steps = 50;

    /// <summary>The pull towards the starting weights: about as strong as so many questions of average spread.</summary>
    private const double Pull = 0.5;

    /// <param name="begin">The weights to start from; its thresholds are kept.</param>
    public static Calibration Fit(IReadOnlyList<JudgedRanking> judged, Calibration begin)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(begin);
        double[] start = [begin.Score, begin.Margin, begin.Use, begin.Coverage, begin.MissingType, begin.Bias];
        var w = (double[])start.Clone();
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[Weights];
            var curvature = new double[Weights, Weights];
            foreach (var one in judged)
            {
                var x = Features(one);
                var p = 1 / (1 + Math.Exp(-Dot(w, x)));
                for (var i = 0; i < Weights; i++)
                {
                    gradient[i] += (p - (one.IsRight ? 1 : 0)) * x[i];
                    for (var j = 0; j < Weights; j++)
                    {
                        curvature[i, j] += p * (1 - p) * x[i] * x[j];
                    }
                }
            }

            for (var i = 0; i < Weights; i++)
            {
                var pull = i == Weights - 1 ? 1e-6 : Pull;
                gradient[i] += pull * (w[i] - start[i]);
                curvature[i, i] += pull;
            }

            var move = Solve(curvature, gradient);
            for (var i = 0; i < Weights; i++)
            {
                w[i] -= move[i];
            }
        }

        return begin with { Score = Two(w[0]), Margin = Two(w[1]), Use = Two(w[2]), Coverage = Two(w[3]), MissingType = Two(w[4]), Bias = Two(w[5]) };
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
            return judged.Where(one => groups[one.Group] == fold).Select(one => (one, fitted.Probability(one.Score, one.Margin, one.Use, one.Coverage, one.MissingType)));
        })];
    }

    private static double[] Features(JudgedRanking one) => [one.Score, one.Margin, one.Use, one.Coverage, one.MissingType ? 1 : 0, 1];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Two(double x) => Math.Round(x, 2);

    /// <summary>Gaussian elimination with pivots; the matrix is small and positive definite.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var (a, b) = ((double[,])matrix.Clone(), (double[])right.Clone());
        for (var column = 0; column < Weights; column++)
        {
            var pivot = Enumerable.Range(column, Weights - column).MaxBy(row => Math.Abs(a[row, column]));
            for (var j = 0; j < Weights; j++)
            {
                (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
            }

            (b[column], b[pivot]) = (b[pivot], b[column]);
            for (var row = column + 1; row < Weights; row++)
            {
                var factor = a[row, column] / a[column, column];
                for (var j = column; j < Weights; j++)
                {
                    a[row, j] -= factor * a[column, j];
                }

                b[row] -= factor * b[column];
            }
        }

        var solution = new double[Weights];
        for (var row = Weights - 1; row >= 0; row--)
        {
            var sum = b[row];
            for (var j = row + 1; j < Weights; j++)
            {
                sum -= a[row, j] * solution[j];
            }

            solution[row] = sum / a[row, row];
        }

        return solution;
    }
}
