using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using TalusBot.Knowledge.Index;

namespace TalusBot.Benchmarks.Search;

/// <summary>An index of passages that lie in memory, built on all cores; kept in a file; and opened from there.</summary>
[MedianColumn, SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
public class BuildBenchmarks
{
    private string snapshot = "";
    private List<IndexDocument> passages = [];
    private PassageIndex built = null!;

    [Params(1_000, 20_000, 200_000)]
    public virtual int Passages { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        snapshot = Path.GetTempFileName();
        passages = [.. new ZipfCorpus().Passages(Passages)];
        built = Index(passages);
        Keep();
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(snapshot);

    [Benchmark]
    public PassageIndex Build() => Index(passages);

    [Benchmark]
    public void Keep() => IndexSnapshot.Write(snapshot, built, 1);

    [Benchmark]
    public PassageIndex Open() => IndexSnapshot.Open(snapshot, 1, out _)!;

    internal static PassageIndex Index(IEnumerable<IndexDocument> passages)
    {
        var builder = new PassageIndexBuilder();
        foreach (var passage in passages) builder.Add(passage);
        return builder.Build();
    }
}

/// <summary>The same with a million passages.</summary>
[BenchmarkCategory(Program.Huge)]
public class HugeBuildBenchmarks : BuildBenchmarks
{
    [Params(1_000_000)]
    public override int Passages { get; set; }
}
