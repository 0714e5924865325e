namespace TalusBot.Knowledge.Text;

/// <summary>Whether a message is likely English at all.</summary>
public static class EnglishGuess
{
    /// <summary>Shorter messages tell too little.</summary>
    private const int FewestWords = 3;

    /// <summary>At least this share of the words of an English message is known.</summary>
    private const double LeastKnown = 0.34;

    /// <summary>Short words that the list of common words leaves out, and that hardly another language has in this number.</summary>
    private static readonly HashSet<string> ShortWords =
    [
        "i", "a", "an", "am", "as", "at", "be", "by", "do", "he", "if", "in", "is", "it", "me", "my", "no", "of", "on", "or", "so", "to", "up", "us", "we",
        "all", "and", "any", "are", "ask", "bad", "big", "box", "but", "can", "cut", "day", "did", "end", "far", "fix", "for", "fun", "get", "got", "gym", "had", "has", "her", "hey", "hip", "him", "his",
        "hot", "how", "ice", "its", "job", "lot", "may", "new", "not", "now", "off", "old", "one", "our", "out", "own", "pop", "put", "ran", "run", "sat", "saw", "say", "see", "she", "sit", "sore", "the",
        "too", "toe", "top", "try", "two", "use", "was", "way", "wet", "who", "why", "yes", "yet", "you", "pls", "thx", "ok", "hi", "vs", "etc", "cant", "dont",
    ];

    /// <param name="knows">Whether the site's own texts have a word, in lower case; names and technical words count as English.</param>
    /// <returns>True also where there is too little to tell.</returns>
    public static bool IsLikely(string message, Func<string, bool> knows)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(knows);
        var (words, known, foreign) = (0, 0, 0);
        foreach (var range in WordBreaker.Words(message))
        {
            var word = range.Of(message).ToLowerInvariant();
            if (!char.IsLetter(word[0]))
            {
                continue;
            }

            words++;
            if (IsOfAnotherScript(word))
            {
                foreign++;
            }
            else if (ShortWords.Contains(word) || CommonWords.Contains(word) || knows(word) || word.Contains('\'', StringComparison.Ordinal) || word.Contains('’', StringComparison.Ordinal))
            {
                known++;
            }
        }

        return foreign * 2 <= words && (words < FewestWords || known >= words * LeastKnown);
    }

    /// <summary>Letters beyond the Latin ones.</summary>
    private static bool IsOfAnotherScript(string word) => word[0] > 'ɏ';
}
