using System.Text.Json;
using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

/// <summary>What the original runtime made of twenty texts: ids before the cut, and vectors.</summary>
internal sealed record GoldenSentence(string Text, int[] Ids, float[] Vector)
{
    public static IReadOnlyList<GoldenSentence> All { get; } = Read();

    private static List<GoldenSentence> Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Golden", "use-lite", "golden.json");
        using var golden = JsonDocument.Parse(File.ReadAllBytes(file));
        return
        [
            .. golden.RootElement.GetProperty("items").EnumerateArray().Select(item => new GoldenSentence(
                item.GetProperty("text").GetString()!,
                [.. item.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())],
                [.. item.GetProperty("vector").EnumerateArray().Select(number => number.GetSingle())])),
        ];
    }
}

/// <summary>One encoder for every kernel that this processor can run, the fastest first and the portable one last.</summary>
internal static class Encoders
{
    private static readonly EncoderModel model = EncoderModel.Load();

    public static IReadOnlyDictionary<string, SentenceEncoder> All { get; } =
        MatrixKernel.Supported.ToDictionary(kernel => kernel.ToString()!, kernel => new SentenceEncoder(model, kernel));

    public static SentenceEncoder Fastest { get; } = All[MatrixKernel.Supported[0].ToString()!];

    public static SentenceEncoder Portable { get; } = All[MatrixKernel.Portable.ToString()!];

    /// <summary>For theories: the name of every kernel that this processor can run.</summary>
    public static TheoryData<string> Names { get; } = [.. All.Keys];
}
