namespace TalusBot.Knowledge.Ingest;

/// <summary>Makes words that differ in case and signs only the same.</summary>
internal static class FoldedWords
{
    /// <summary>Letters and digits in lower case, with one blank between words; empty where there are none.</summary>
    public static string Of(string text) =>
        string.Join(' ', string.Concat(text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : char.IsWhiteSpace(c) || c == '-' ? ' ' : '\0'))
            .Replace("\0", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
