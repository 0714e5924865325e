using TalusBot.Knowledge.Tests.Golden;

namespace TalusBot.Knowledge.Tests.Encoding;

/// <summary>Questions nobody asked: words of the article's comments and of the golden queries, thrown together.</summary>
internal static class Questions
{
    private static readonly string[] endings = ["", "?", "??", ".", "!", " :)", " (x-ray)", ", please", "...", " ½"];

    /// <summary>Five hundred of them, of 1 to 12 words and a few of 24, always the same.</summary>
    public static IReadOnlyList<string> All { get; } = Make();

    private static List<string> Make()
    {
        var seed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Seeds", "ankle-talus.txt"));
        var texts = LuceneGolden.Queries.Select(query => query.Text).Append(seed);
        var words = texts.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToArray();

        // A linear congruence of our own: the framework's random numbers may change with its version.
        var state = 2026u;
        int Below(int bound) => (int)(((state = (state * 1664525) + 1013904223) >> 8) % (uint)bound);

        return
        [
            .. Enumerable.Range(0, 500).Select(number =>
            {
                // Every other one is a stretch of running text, which has likelier pieces than words in disorder.
                var length = number % 25 == 0 ? 24 : 1 + Below(12);
                var from = Below(words.Length - 24);
                var chosen = number % 2 == 0 ? words.Skip(from).Take(length) : Enumerable.Range(0, length).Select(_ => words[Below(words.Length)]);
                return string.Join(' ', chosen) + endings[Below(endings.Length)];
            }),
        ];
    }
}
