namespace TalusBot.Knowledge.Tests.Text;

/// <summary>Strings that people do not write, the same for the same seed.</summary>
internal static class RandomText
{
    private static readonly string[] pieces =
    [
        "a", "b", "Z", "running", "talus", "1", "9", "_", ".", "...", ":", ",", "'", "\"", "’", "“", "”", "?", "!", "(", ")", " ", "  ",
        "\n", "\r\n", "\t", "-", "#", "*", "e.g.", "Dr.", "https://a.org/b?c=d", "א", "ב", "״", "ア", "ﾞ", "ก", "ั", "漢", "の",
        "😀", "👍", "🏽", "\u200D", "\uFE0F", "\uFE0E", "\u20E3", "🇨", "🇦", "\u0301", "\u00AD", "\uD83D", "\uDE00", "\0", "\u0007",
        "\u2028", "\u200B", "𐐀", "𠀀", "İ", "…",
    ];

    public static IEnumerable<string> Many(int seed, int count, int longest)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => pieces[random.Next(pieces.Length)]));
        }
    }

    /// <summary>One piece again and again: what makes a careless scanner quadratic.</summary>
    public static IEnumerable<string> Monotonous(int length) =>
        pieces.Select(piece => string.Concat(Enumerable.Repeat(piece, length / piece.Length)));
}
