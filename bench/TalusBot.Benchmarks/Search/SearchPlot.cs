using System.Globalization;
using TalusBot.Benchmarks.Plots;

namespace TalusBot.Benchmarks.Search;

/// <summary>What a question costs by the number of passages, beside the yardstick.</summary>
internal static class SearchPlot
{
    private const double Microseconds = 1e6;

    /// <param name="csv">As <see cref="SearchTable"/> writes it.</param>
    /// <param name="yardstick">CSV: passages, queries a second of Lucene.NET.</param>
    public static string Draw(string csv, string yardstick)
    {
        var rows = SearchRow.Read(csv);
        var series = new List<Series>
        {
            new("TalusBot, mean", 0, Dashed: false, [.. rows.Select(row => ((double)row.Passages, Microseconds / row.QueriesPerSecond))]),
            new("TalusBot, 99 of 100", 2, Dashed: false, [.. rows.Select(row => ((double)row.Passages, row.P99))]),
        };
        var measured = rows.Where(row => row.PeerQueriesPerSecond is not null).ToList();
        series.Add(measured.Count > 0
            ? new("Lucene.NET 4.8, mean, same run", 1, Dashed: false, [.. measured.Select(row => ((double)row.Passages, Microseconds / row.PeerQueriesPerSecond!.Value))])
            : new("Lucene.NET 4.8, mean, yardstick", 1, Dashed: true, [.. File.ReadLines(yardstick).Skip(1).Select(Yardstick)]));
        return LogLogPlot.Draw("The ten best passages by BM25, one thread", "number of passages, 80 words each in the mean", "time of a question in microseconds", series);
    }

    private static (double X, double Y) Yardstick(string line)
    {
        var cells = line.Split(',');
        return (double.Parse(cells[0], CultureInfo.InvariantCulture), Microseconds / double.Parse(cells[1], CultureInfo.InvariantCulture));
    }
}
