namespace TalusBot.Knowledge.Ingest;

/// <summary>A line of an imported seed that stands where the original shows a picture or video: <c>[picture: a taped ankle]</c>, or <c>[picture]</c>.</summary>
internal static class PictureGap
{
    private const string Begins = "[picture";
    private const int MaxWords = 200;

    public static bool Is(ReadOnlySpan<char> line) =>
        line.StartsWith(Begins, StringComparison.Ordinal) && line[^1] == ']' && (line.Length == Begins.Length + 1 || line[Begins.Length] == ':');

    /// <param name="words">What the picture shows; white space is made single, and what is too long is cut.</param>
    public static string Of(string words)
    {
        var plain = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('[', '(').Replace(']', ')');
        if (plain.Length > MaxWords)
            plain = plain[..(plain.LastIndexOf(' ', MaxWords) is > 0 and var space ? space : MaxWords)] + "…";
        return plain.Length == 0 ? $"{Begins}]" : $"{Begins}: {plain}]";
    }
}
