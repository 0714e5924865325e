namespace TalusBot.Conversation;

/// <summary>Words as one line, for places where more would break the form.</summary>
internal static class OneLine
{
    /// <summary>Every run of blanks and line ends becomes one blank.</summary>
    public static string Of(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>At most so many UTF-16 units of it, and a sign that more was there. A character of two halves stays whole.</summary>
    public static string Cut(string words, int most)
    {
        var line = Of(words);
        return line.Length <= most ? line : Start(line, most) + "…";
    }

    /// <summary>The first UTF-16 units, without half a character at the end.</summary>
    public static string Start(string line, int most) =>
        line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)];
}
