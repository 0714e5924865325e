using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;
using TalusBot.Benchmarks.Search;
using TalusBot.Benchmarks.Sites;
using TalusBot.Benchmarks.Starts;
using TalusBot.Benchmarks.Turns;

namespace TalusBot.Benchmarks;

/// <summary>BenchmarkDotNet's command line, and words of our own before it.</summary>
internal static class Program
{
    /// <summary>The category of what needs minutes and gigabytes; it runs only where it is asked for.</summary>
    public const string Huge = "Huge";

    private const int UsualQuestions = 2_000;

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["answers", ..]:
                return AnswerLatency.Run(Directory.GetCurrentDirectory());
            case ["corpus", var folder, var passages]:
                BeirFolder.Write(folder, new ZipfCorpus(), int.Parse(passages, CultureInfo.InvariantCulture), UsualQuestions);
                return 0;
            case ["search-table", var work, var csv, .. var sizes]:
                return SearchTable.Run(work, csv, [.. sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture))], Environment.GetEnvironmentVariable(LucenePeer.FolderVariable));
            case ["lucene", var folder, var beir]:
                return LucenePeer.Run(folder, beir);
            case ["search-plot", var csv, var yardstick, var svg]:
                File.WriteAllText(svg, SearchPlot.Draw(csv, yardstick));
                return 0;
            case ["site", var folder, var comments]:
                SiteWriter.Write(folder, int.Parse(comments, CultureInfo.InvariantCulture), Path.Combine("knowledge", "safety"));
                return 0;
            case ["site-start", var program, var folder]:
                return await SiteStart.MeasureAsync(program, folder);
            case ["start", var work, var rounds, .. var programs]:
                return await StartTable.RunAsync(work, int.Parse(rounds, CultureInfo.InvariantCulture), programs);
            case ["turns", .. var options]:
                return await TurnVerbs.LoadAsync(options);
            case ["turns-table", var program, var peer, var work, var csv, .. var options]:
                return await TurnVerbs.TableAsync(program, peer, work, csv, options);
        }

        var asked = args.Any(arg => arg.Contains(Huge, StringComparison.OrdinalIgnoreCase));
        var config = DefaultConfig.Instance.AddFilter(new SimpleFilter(benchmark => asked || !benchmark.Descriptor.Categories.Contains(Huge)));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
        return 0;
    }
}
