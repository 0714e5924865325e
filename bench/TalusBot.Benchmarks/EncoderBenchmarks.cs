using BenchmarkDotNet.Attributes;
using TalusBot.Knowledge.Encoding;

namespace TalusBot.Benchmarks;

/// <summary>One sentence on one thread, by length and by kernel.</summary>
[MedianColumn, MemoryDiagnoser]
public class EncoderBenchmarks
{
    private static readonly Dictionary<string, string> sentences = new(StringComparer.Ordinal)
    {
        ["10 words"] = "how long does it take until a talus is released",
        ["20 tokens"] = "how long until i can run again after an osteochondral lesion of it",
        ["128 tokens"] = string.Concat(Enumerable.Repeat("The talus glides back when the knee moves over the foot. ", 12)),
    };

    private SentenceEncoder encoder = null!;
    private string sentence = "";

    public static IEnumerable<string> Kernels => MatrixKernel.Supported.Select(kernel => kernel.ToString()!);

    public static IEnumerable<string> Lengths => sentences.Keys;

    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = "";

    [ParamsSource(nameof(Lengths))]
    public string Length { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        encoder = new SentenceEncoder(EncoderModel.Load(), MatrixKernel.Supported.Single(kernel => kernel.ToString() == Kernel));
        sentence = sentences[Length];
    }

    [Benchmark]
    public float[] Encode() => encoder.Encode(sentence);
}

/// <summary>What happens around encoding: reading the weights, and comparing stored vectors.</summary>
[MedianColumn, MemoryDiagnoser]
public class VectorBenchmarks
{
    private SentenceEncoder encoder = null!;
    private SentenceVector question = SentenceVector.Zero;
    private SentenceVector[] stored = [];

    [GlobalSetup]
    public void Setup()
    {
        encoder = SentenceEncoder.Load();
        question = SentenceVector.From(encoder.Encode("how long does it take until a talus is released"));
        stored = encoder.EncodeAll([.. Enumerable.Range(0, 1000).Select(number => $"Sentence {number} is about the ankle.")]);
    }

    [Benchmark]
    public SentenceEncoder Load() => encoder = SentenceEncoder.Load();

    /// <summary>A thousand of them.</summary>
    [Benchmark]
    public double Compare()
    {
        var best = 0.0;
        foreach (var vector in stored) best = Math.Max(best, question.Similarity(vector));
        return best;
    }
}
