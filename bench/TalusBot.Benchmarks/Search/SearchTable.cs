using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TalusBot.Benchmarks.Search;

/// <summary>
/// Runs the program's own <c>search</c> command on made-up corpora, each measurement in a process of its own, and the peer
/// on the same files in between; prints a table and writes it as CSV.
/// </summary>
internal static class SearchTable
{
    // The median of so many rounds is quoted.
    private const int Rounds = 3;
    private const string Passes = "3";

    /// <param name="work">A folder for corpora and snapshots; what lies there is used again.</param>
    /// <param name="lucene">The folder of a Lucene.NET build; null for none.</param>
    public static int Run(string work, string csv, IReadOnlyList<int> sizes, string? lucene)
    {
        if (lucene is null || LucenePeer.ProblemOf(lucene) is { } problem && Say(problem))
        {
            Console.Error.WriteLine($"Without the peer: set {LucenePeer.FolderVariable} to a folder with Lucene.Net.dll and Lucene.Net.Analysis.Common.dll to measure it beside.");
            lucene = null;
        }

        Console.WriteLine("passages  build s  reopen s  RSS MiB  queries/s    p50 us    p99 us  Lucene.NET queries/s  ratio");
        var rows = new List<SearchRow>();
        foreach (var size in sizes)
        {
            var row = Measure(work, size, lucene);
            rows.Add(row);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Passages,8}  {row.BuildSeconds,7:0.00}  {row.ReopenSeconds,8:0.00}  {row.Rss,7:0}  {row.QueriesPerSecond,9:0}  {row.P50,8:0.0}  {row.P99,8:0.0}  {(row.PeerQueriesPerSecond is { } peer ? $"{peer,20:0}  {row.QueriesPerSecond / peer,5:0.0}" : $"{"-",20}  {"-",5}")}"));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(csv))!);
        File.WriteAllLines(csv, [SearchRow.Header, .. rows.Select(row => row.ToString())]);
        return 0;
    }

    private static SearchRow Measure(string work, int size, string? lucene)
    {
        var folder = Path.Combine(work, size.ToString(CultureInfo.InvariantCulture));
        if (!File.Exists(BeirFolder.QueriesFile(folder))) Call("TalusBot.Benchmarks", "corpus", folder, size.ToString(CultureInfo.InvariantCulture));
        var snapshot = Path.Combine(folder, "index.snapshot");
        File.Delete(snapshot);
        string[] search = ["search", "--engine", "bm25", "--top", "10", "--json", "--repeat", Passes, "--corpus", BeirFolder.CorpusFile(folder), "--queries", BeirFolder.QueriesFile(folder), "--snapshot", snapshot];
        var built = Call("TalusBot", search);
        var reopened = new List<JsonElement>();
        var peer = new List<JsonElement>();
        for (var round = 0; round < Rounds; round++)
        {
            reopened.Add(Call("TalusBot", search));
            if (lucene is not null) peer.Add(Call("TalusBot.Benchmarks", "lucene", lucene, folder));
        }

        double? OfPeer(string name) => peer.Count == 0 ? null : Median(peer, name);
        return new(
            size, Number(built, "index_s"), Median(reopened, "index_s"), Number(built, "rss_mb"),
            Median(reopened, "qps_1thread"), Median(reopened, "p50_us"), Median(reopened, "p99_us"),
            OfPeer("qps_1thread"), OfPeer("p50_us"), OfPeer("p99_us"));
    }

    private static double Number(JsonElement report, string name) => report.GetProperty(name).GetDouble();

    private static double Median(List<JsonElement> reports, string name) => reports.Select(report => Number(report, name)).Order().ElementAt(reports.Count / 2);

    /// <summary>One of the programs beside this one; the last line that it prints, if any.</summary>
    private static JsonElement Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        if (output.Length == 0) return default;
        using var report = JsonDocument.Parse(output);
        return report.RootElement.Clone();
    }

    private static bool Say(string problem)
    {
        Console.Error.WriteLine(problem);
        return true;
    }
}
