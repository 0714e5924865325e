using BenchmarkDotNet.Attributes;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Encoding;
using TalusBot.Tests;

namespace TalusBot.Benchmarks;

/// <summary>What a save costs until it is in use: everything is read and indexed anew, and what was encoded before is not encoded again.</summary>
[MedianColumn, MemoryDiagnoser]
public class ReloadBenchmarks
{
    private VectorCache vectors = null!;

    /// <summary>As a running bot has it: everything that was there is encoded.</summary>
    [GlobalSetup]
    public void Setup()
    {
        vectors = VectorCache.Open(Path.Combine(Path.GetTempPath(), "talusbot-never-saved"), SentenceEncoder.Shared);
        Read();
    }

    [Benchmark]
    public Snapshot? Read() => Snapshot.Read(Repository.Knowledge, Repository.Seeds, vectors).Snapshot;
}
