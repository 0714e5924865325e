using BenchmarkDotNet.Attributes;
using TalusBot.Knowledge.Index;

namespace TalusBot.Benchmarks.Search;

/// <summary>The ten best passages by BM25 on one thread; a figure is the mean of 500 questions of two to five words.</summary>
[MedianColumn, MemoryDiagnoser]
public class SearchBenchmarks
{
    private const int Questions = 500;
    private string[] questions = [];
    private PassageIndex index = null!;

    [Params(1_000, 20_000, 200_000)]
    public virtual int Passages { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var corpus = new ZipfCorpus();
        index = BuildBenchmarks.Index(corpus.Passages(Passages));
        questions = [.. corpus.Questions(Questions)];
    }

    [Benchmark(OperationsPerInvoke = Questions)]
    public int Search()
    {
        var hits = 0;
        foreach (var question in questions) hits += index.SearchBm25(question, 10).Count;
        return hits;
    }
}

/// <summary>The same with a million passages, which takes a while to build.</summary>
[BenchmarkCategory(Program.Huge)]
public class HugeSearchBenchmarks : SearchBenchmarks
{
    [Params(1_000_000)]
    public override int Passages { get; set; }
}
