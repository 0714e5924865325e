using System.Text;

namespace TalusBot.Knowledge.Text;

/// <summary>Walks the indexed words of a text without making a string of any; <see cref="EnglishAnalyzer"/> says which they are.</summary>
/// <param name="text">May hold anything.</param>
/// <param name="buffer">At least <see cref="WordBreaker.MaxTokenLength"/> long; overwritten by every step.</param>
internal ref struct EnglishTokens(ReadOnlySpan<char> text, Span<char> buffer)
{
    private readonly ReadOnlySpan<char> text = text;
    private readonly Span<char> buffer = buffer;
    private int position;

    /// <summary>The stem; valid until the next step.</summary>
    public ReadOnlySpan<char> Term { get; private set; }

    /// <summary>Where the word stands, possessive included.</summary>
    public TextRange Range { get; private set; }

    public bool MoveNext()
    {
        while (WordBreaker.TryNext(text, position, out var range))
        {
            position = range.End;
            Term = TermOf(text[range.Start..range.End], buffer);
            if (Term.IsEmpty) continue;
            Range = range;
            return true;
        }

        return false;
    }

    /// <summary>The term that a word is indexed as; empty for a stop word.</summary>
    /// <param name="word">As <see cref="WordBreaker"/> finds it.</param>
    /// <param name="buffer">At least as long as the word; the term lies in it.</param>
    public static ReadOnlySpan<char> TermOf(ReadOnlySpan<char> word, Span<char> buffer)
    {
        word = WithoutPossessive(word);
        var lower = buffer[..word.Length];
        ToLower(word, lower);
        return EnglishAnalyzer.IsStopWord(lower) ? [] : lower[..PorterStemmer.Stem(lower)];
    }

    // Straight, curly and full-width apostrophes, as EnglishPossessiveFilter knows them.
    private static ReadOnlySpan<char> WithoutPossessive(ReadOnlySpan<char> word) =>
        word is [.., '\'' or '\u2019' or '\uFF07', 's' or 'S'] ? word[..^2] : word;

    // One code point for one, so nothing moves; what has a longer lower case (U+0130 alone) takes its plain letter, as in Java.
    private static void ToLower(ReadOnlySpan<char> word, Span<char> lower)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (char.IsAscii(c))
            {
                lower[i] = char.ToLowerInvariant(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < word.Length && Rune.TryCreate(c, word[i + 1], out var rune))
            {
                Rune.ToLowerInvariant(rune).EncodeToUtf16(lower[i..]);
                i++;
            }
            else
            {
                lower[i] = c == '\u0130' ? 'i' : char.ToLowerInvariant(c);
            }
        }
    }
}
