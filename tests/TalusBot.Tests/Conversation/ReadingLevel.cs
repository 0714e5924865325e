using System.Text.RegularExpressions;

namespace TalusBot.Tests.Conversation;

/// <summary>The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al. 1975).</summary>
internal static partial class ReadingLevel
{
    public static double Grade(string text)
    {
        var words = Word().Matches(text).Select(word => word.Value.ToLowerInvariant()).ToList();
        var sentences = Math.Max(1, SentenceEnd().Count(text));
        return words.Count == 0 ? 0 : (0.39 * words.Count / sentences) + (11.8 * words.Sum(Syllables) / words.Count) - 15.59;
    }

    /// <summary>Groups of vowels, without a silent e at the end; at least one.</summary>
    private static int Syllables(string word)
    {
        var groups = Vowels().Count(word);
        return Math.Max(1, word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal) && groups > 1 ? groups - 1 : groups);
    }

    [GeneratedRegex("[A-Za-z’']+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[.!?:](?=\s|$|[”)\[])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("[aeiouy]+")]
    private static partial Regex Vowels();
}
