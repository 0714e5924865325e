using System.Text.Json.Serialization;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Commands.Search;

/// <summary>How quick a search is, one question after another on one thread.</summary>
/// <param name="IndexSeconds">From the files to the first question: reading the corpus and building the index, vectors included, or opening its snapshot.</param>
/// <param name="P50">The median question in microseconds.</param>
/// <param name="P99">The slowest of a hundred but one, in microseconds.</param>
/// <param name="Rss">Memory of the process in MiB.</param>
internal sealed record SpeedReport(
    [property: JsonPropertyName("docs")] int Documents,
    [property: JsonPropertyName("index_s")] double IndexSeconds,
    [property: JsonPropertyName("p50_us")] double P50,
    [property: JsonPropertyName("p99_us")] double P99,
    [property: JsonPropertyName("qps_1thread")] double QueriesPerSecond,
    [property: JsonPropertyName("rss_mb")] double Rss)
{
    /// <summary>The questions were asked once before, unmeasured.</summary>
    public static string Measure(SearchEngine engine, IReadOnlyList<BeirQuery> queries, int top, int passes, TimeProvider clock, TimeSpan ready)
    {
        var times = new double[queries.Count * passes];
        for (var i = 0; i < times.Length; i++)
        {
            var begun = clock.GetTimestamp();
            engine.Search(queries[i % queries.Count].Text, top);
            times[i] = clock.GetElapsedTime(begun).TotalMicroseconds;
        }

        double[] sorted = [.. times.Order()];
        var report = new SpeedReport(
            engine.Count,
            Math.Round(ready.TotalSeconds, 3),
            Quantile(sorted, 0.5),
            Quantile(sorted, 0.99),
            Math.Round(times.Length / times.Sum() * 1_000_000, 1),
            Math.Round(Environment.WorkingSet / 1_048_576.0, 1));
        return System.Text.Json.JsonSerializer.Serialize(report, SpeedReportJson.Default.SpeedReport);
    }

    private static double Quantile(double[] sorted, double share) => Math.Round(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))], 1);
}

[JsonSerializable(typeof(SpeedReport))]
internal sealed partial class SpeedReportJson : JsonSerializerContext;
