using System.Globalization;

namespace TalusBot.Benchmarks.Search;

/// <summary>What was measured at one size; a peer's figures are null where there is none.</summary>
/// <param name="BuildSeconds">Reading the corpus and building its index.</param>
/// <param name="ReopenSeconds">Hashing the corpus and opening the snapshot.</param>
/// <param name="Rss">Of the process that built the index, in MiB.</param>
/// <param name="P50">In microseconds, as is <paramref name="P99"/>.</param>
internal sealed record SearchRow(int Passages, double BuildSeconds, double ReopenSeconds, double Rss, double QueriesPerSecond, double P50, double P99, double? PeerQueriesPerSecond, double? PeerP50, double? PeerP99)
{
    public const string Header = "passages,build_s,reopen_s,rss_mb,queries_per_s,p50_us,p99_us,lucene_queries_per_s,lucene_p50_us,lucene_p99_us";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Passages},{BuildSeconds:0.###},{ReopenSeconds:0.###},{Rss:0},{QueriesPerSecond:0},{P50:0.#},{P99:0.#},{PeerQueriesPerSecond:0},{PeerP50:0.#},{PeerP99:0.#}");

    public static IReadOnlyList<SearchRow> Read(string csv) => [.. File.ReadLines(csv).Skip(1).Select(Parse)];

    private static SearchRow Parse(string line)
    {
        double?[] cells = [.. line.Split(',').Select(cell => cell.Length == 0 ? null : (double?)double.Parse(cell, CultureInfo.InvariantCulture))];
        return new((int)cells[0]!, cells[1]!.Value, cells[2]!.Value, cells[3]!.Value, cells[4]!.Value, cells[5]!.Value, cells[6]!.Value, cells[7], cells[8], cells[9]);
    }
}
