using System.Collections.Frozen;

namespace TalusBot.Knowledge.Text;

/// <summary>
/// Text to index terms in the steps of Lucene 8.7's EnglishAnalyzer: words by <see cref="WordBreaker"/>, a possessive
/// <c>'s</c> off, lower case, Lucene's 33 stop words out, stems by <see cref="PorterStemmer"/>.
/// </summary>
public static class EnglishAnalyzer
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> stopWords = FrozenSet.ToFrozenSet(
    [
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of", "on",
        "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with",
    ]).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The terms in the order of the text, repeated as often as they stand there.</summary>
    public static IReadOnlyList<string> Tokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = new List<string>();
        var tokens = new EnglishTokens(text, stackalloc char[WordBreaker.MaxTokenLength]);
        while (tokens.MoveNext()) terms.Add(tokens.Term.ToString());
        return terms;
    }

    /// <summary>The same terms with the words they were made of and where these stand.</summary>
    public static IReadOnlyList<Token> TokensWithOffsets(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<Token>();
        var tokens = new EnglishTokens(text, stackalloc char[WordBreaker.MaxTokenLength]);
        while (tokens.MoveNext())
        {
            var range = tokens.Range;
            found.Add(new Token(tokens.Term.ToString(), range.Of(text), range.Start, range.End));
        }

        return found;
    }

    /// <summary>Whether a word in lower case carries too little meaning to be indexed.</summary>
    public static bool IsStopWord(ReadOnlySpan<char> word) => stopWords.Contains(word);
}
