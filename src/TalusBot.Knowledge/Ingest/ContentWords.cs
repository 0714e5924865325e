namespace TalusBot.Knowledge.Ingest;

/// <summary>Counts the words that say something, as opposed to those that hold a sentence together or are mere courtesy.</summary>
internal static class ContentWords
{
    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "about", "advance", "all", "also", "am", "an", "and", "any", "anyone", "appreciate", "appreciated", "are", "as", "at", "be", "because",
        "been", "being", "but", "by", "can", "could", "did", "do", "does", "don't", "for", "from", "get", "glad", "grateful", "great",
        "greatly", "had", "happy", "has", "have", "he", "hear", "hello", "help", "hey", "hi", "his", "how", "i", "i'd", "i'll", "i'm", "i've", "if",
        "in", "is", "it", "it's", "its", "just", "know", "let", "love", "many", "me", "much", "my", "of", "off", "on", "or", "our", "please", "she",
        "should", "so", "some", "thank", "thanks", "that", "that's", "the", "their", "them", "then", "there", "these", "they", "this", "those",
        "to", "too", "up", "us", "very", "was", "we", "were", "what", "when", "which", "while", "who", "why", "will", "with", "would", "you",
        "your", "you're", "yours",
    };

    /// <summary>How many content words stand in <paramref name="text"/>; repeated words count again.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        var lookup = Empty.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> word = stackalloc char[16];
        for (var i = 0; i < text.Length;)
        {
            var length = 0;
            var from = i;
            for (; i < text.Length && (char.IsLetterOrDigit(text[i]) || (text[i] is '\'' or '’' && i > from)); i++)
            {
                if (length < word.Length)
                    word[length++] = text[i] == '’' ? '\'' : text[i];
            }

            if (i > from && !lookup.Contains(word[..length]))
                count++;
            if (i == from)
                i++;
        }

        return count;
    }
}
