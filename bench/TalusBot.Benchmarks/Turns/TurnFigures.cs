using System.Globalization;

namespace TalusBot.Benchmarks.Turns;

/// <summary>What one run of the load came to.</summary>
/// <param name="P50">In milliseconds, as is <paramref name="P99"/>.</param>
/// <param name="ProcessorMicroseconds">What the bot used for a turn, on all cores; not a number where it is not to be seen.</param>
internal sealed record TurnFigures(double TurnsPerSecond, double P50, double P99, double ProcessorMicroseconds)
{
    /// <param name="took">Each turn, in milliseconds.</param>
    public static TurnFigures Of(IEnumerable<double> took, TimeSpan within, TimeSpan? processorTime)
    {
        double[] sorted = [.. took.Order()];
        return new(sorted.Length / within.TotalSeconds, At(0.5), At(0.99), processorTime?.TotalMicroseconds / sorted.Length ?? double.NaN);

        double At(double share) => sorted[(int)(share * (sorted.Length - 1))];
    }

    /// <summary>Each figure's own median.</summary>
    public static TurnFigures MedianOf(IReadOnlyList<TurnFigures> runs)
    {
        return new(Of(run => run.TurnsPerSecond), Of(run => run.P50), Of(run => run.P99), Of(run => run.ProcessorMicroseconds));

        double Of(Func<TurnFigures, double> figure) => Median.Of(runs.Select(figure));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TurnsPerSecond,7:0} turns/s  p50 {P50,6:0.00} ms  p99 {P99,6:0.00} ms{(double.IsNaN(ProcessorMicroseconds) ? "" : $"  processor {ProcessorMicroseconds,5:0} us a turn")}");
}
