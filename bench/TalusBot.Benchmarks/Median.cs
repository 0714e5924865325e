namespace TalusBot.Benchmarks;

internal static class Median
{
    /// <summary>The middle one; of an even number the mean of the middle two.</summary>
    /// <param name="figures">At least one.</param>
    public static double Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
