using static TalusBot.Knowledge.Text.WordBreakClass;

namespace TalusBot.Knowledge.Text;

/// <summary>
/// Finds the words of a text by UAX #29, as Lucene 8.7's StandardTokenizer reads it: letters and digits with what joins
/// them, a run of katakana or of a South East Asian script, a single ideograph or hiragana letter, an emoji sequence
/// (UTS #51). All else lies between words.
/// </summary>
/// <remarks>
/// At every offset the longest word that starts there wins. Nothing looks further than <see cref="MaxTokenLength"/>, so
/// the time is linear in the length of the text, whatever the text is.
/// </remarks>
public static class WordBreaker
{
    /// <summary>The longest word in UTF-16 units; a longer one is cut there, and its rest starts anew.</summary>
    public const int MaxTokenLength = 255;

    private const int ZeroWidthJoiner = 0x200D;
    private const int TextPresentation = 0xFE0E;
    private const int EmojiPresentation = 0xFE0F;
    private const int KeyCap = 0x20E3;
    private const int LastTag = 0xE007F;

    /// <summary>The words in order, none empty, none overlapping.</summary>
    public static IReadOnlyList<TextRange> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<TextRange>();
        for (var position = 0; TryNext(text, position, out var word); position = word.End) words.Add(word);
        return words;
    }

    /// <summary>Finds the first word at or after an offset.</summary>
    /// <param name="text">May hold anything, lone surrogates too.</param>
    /// <param name="position">UTF-16 offset: 0, or the end of the word found last.</param>
    /// <param name="word">Where it stands.</param>
    /// <returns>False when no word is left.</returns>
    public static bool TryNext(ReadOnlySpan<char> text, int position, out TextRange word)
    {
        while (position < text.Length)
        {
            var window = text[..Math.Min(text.Length, position + MaxTokenLength)];
            if (window.Length < text.Length && char.IsHighSurrogate(window[^1])) window = window[..^1];

            var first = Read(window, position);
            var end = LongestFrom(window, position, first);
            if (end > position)
            {
                word = new TextRange(position, end);
                return true;
            }

            position = first.Is(ExtendNumLet) ? AfterBarrenJoiners(text, position, first.End) : first.End;
        }

        word = default;
        return false;
    }

    private static int LongestFrom(ReadOnlySpan<char> text, int start, in Unit first)
    {
        var end = PlainWord(text, start);
        if (end > start) return end;
        if (first.Is(AnyLetter | Numeric | Katakana | ExtendNumLet)) end = Word(text, start);
        else if (first.Is(SouthEastAsian)) end = SouthEastAsianRun(text, start);
        else if (first.Is(WordBreakClass.Single)) end = SkipExtend(text, first.End);
        else if (first.Is(RegionalIndicator)) end = Flag(text, first.End);
        else if (first.Code is '#' or '*') end = KeyCapSequence(text, first.End);

        if (first.Is(Pictograph | EmojiModifier) || first.Code == ZeroWidthJoiner) end = Math.Max(end, Emoji(text, start));
        return end;
    }

    // Most words: ASCII letters and digits with something behind them, ASCII too, that joins nothing.
    private static int PlainWord(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
        return end < text.Length && (!char.IsAscii(text[end]) || text[end] is '_' or '\'' or '.' or ':' or ',' or ';') ? -1 : end;
    }

    // Rules WB4 to WB13b. What may follow depends on what was read last, and on whether a mark has joined it already:
    // a letter behind a colon takes another colon, but of two Hebrew letters with a gershayim between them the second
    // takes none, and only a Hebrew letter that nothing joined to its left keeps a single quote behind it.
    private static int Word(ReadOnlySpan<char> text, int start)
    {
        var state = WordState.Start;
        var (mayTakeMid, mayTakeQuote) = (false, false);
        var (position, accepted) = (start, -1);
        while (position < text.Length)
        {
            var unit = Read(text, position);
            if (unit.Is(ExtendNumLet))
            {
                if (state != WordState.Start) state = WordState.JoinerAfterWord;
            }
            else if (unit.Is(AnyLetter) && state != WordState.Katakana)
            {
                state = WordState.Letter;
                (mayTakeMid, mayTakeQuote) = (true, unit.Is(Hebrew));
            }
            else if (unit.Is(Numeric) && state != WordState.Katakana)
            {
                state = WordState.Number;
            }
            else if (unit.Is(Katakana) && state is WordState.Start or WordState.JoinerAfterWord or WordState.Katakana)
            {
                state = WordState.Katakana;
            }
            else if (!TryJoin(text, ref unit, ref state, ref mayTakeMid, ref mayTakeQuote))
            {
                break;
            }

            position = SkipExtend(text, unit.End);
            if (state != WordState.Start) accepted = position;
        }

        return accepted;
    }

    // A mark between two letters or two digits belongs to the word only with what follows it.
    private static bool TryJoin(ReadOnlySpan<char> text, ref Unit mark, ref WordState state, ref bool mayTakeMid, ref bool mayTakeQuote)
    {
        var afterMark = SkipExtend(text, mark.End);
        var next = afterMark < text.Length ? Read(text, afterMark) : default;
        if (state == WordState.Number && mark.Is(MidNumber) && next.Is(Numeric))
        {
            mark = next;
            return true;
        }

        if (state != WordState.Letter) return false;
        if (mayTakeQuote && mark.Is(SingleQuote))
        {
            state = WordState.Joined;
            return true;
        }

        if (mayTakeQuote && mark.Is(DoubleQuote) && next.Is(Hebrew))
        {
            (mayTakeMid, mayTakeQuote) = (false, false);
        }
        else if (mayTakeMid && mark.Is(MidLetter) && next.Is(AnyLetter))
        {
            (mayTakeMid, mayTakeQuote) = (true, false);
        }
        else
        {
            return false;
        }

        mark = next;
        return true;
    }

    private static int SouthEastAsianRun(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && Read(text, position) is var unit && unit.Is(SouthEastAsian))
        {
            position = SkipExtend(text, unit.End);
        }

        return position;
    }

    // Low lines that made no word from here make none from any later start either, until what stands behind them comes
    // within reach; so a long run is walked once.
    private static int AfterBarrenJoiners(ReadOnlySpan<char> text, int start, int next)
    {
        var end = start;
        while (end < text.Length && WordBreakData.Of(text[end]) == ExtendNumLet) end++;
        var behind = end < text.Length ? Read(text, end).Class : None;
        return (behind & (AnyLetter | Numeric | Katakana | Extend)) == 0 ? end : Math.Max(next, end - MaxTokenLength);
    }

    // Two regional indicators; one alone is no word.
    private static int Flag(ReadOnlySpan<char> text, int afterFirst)
    {
        var position = SkipExtend(text, afterFirst);
        return position < text.Length && Read(text, position) is var second && second.Is(RegionalIndicator)
            ? SkipExtend(text, second.End)
            : -1;
    }

    // Digits need no rule of their own: a key cap is a mark, which any number takes.
    private static int KeyCapSequence(ReadOnlySpan<char> text, int afterBase)
    {
        var end = SkipEmojiExtend(text, afterBase, out _);
        var accepted = text[afterBase..end].Contains((char)KeyCap) ? end : -1;
        return end + 1 < text.Length && text[end] == EmojiPresentation && text[end + 1] == KeyCap
            ? SkipEmojiExtend(text, end + 2, out _)
            : accepted;
    }

    // UTS #51: emoji joined by ZWJ, or one emoji with a run of tags.
    private static int Emoji(ReadOnlySpan<char> text, int start)
    {
        var accepted = -1;
        var position = start;
        var joined = true; // the next emoji may start here
        var baseBefore = false; // a skin tone may follow here without a joiner
        for (var count = 1; ; count++)
        {
            var joiners = position;
            while (joined && joiners < text.Length && text[joiners] == ZeroWidthJoiner) joiners++;
            if (joiners >= text.Length) return accepted;

            var unit = Read(text, joiners);
            // Joiners before a skin tone need a base between them.
            var fits = (joined && unit.Is(Pictograph))
                || (unit.Is(EmojiModifier) && (baseBefore || (joined && joiners == position)));
            if (!fits) return accepted;

            var end = SkipEmojiExtend(text, unit.End, out var endsInJoiner);
            accepted = end;
            position = end;
            joined = endsInJoiner;
            baseBefore = unit.Is(EmojiBase);
            if (!unit.Is(Pictograph) || end >= text.Length || text[end] != EmojiPresentation) continue;

            accepted = position = end + 1;
            baseBefore = false;
            joined = position < text.Length && text[position] == ZeroWidthJoiner;
            if (joined) position++;
            else return count == 1 ? Math.Max(accepted, Tags(text, accepted)) : accepted;
        }
    }

    private static int Tags(ReadOnlySpan<char> text, int start)
    {
        var position = start;
        while (position < text.Length && Read(text, position) is { Code: >= 0xE0020 and <= LastTag } tag)
        {
            if (tag.Code == LastTag) return position > start ? tag.End : -1;
            position = tag.End;
        }

        return -1;
    }

    private static int SkipExtend(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && Read(text, position) is var unit && unit.Is(Extend)) position = unit.End;
        return position;
    }

    // Stops before a presentation selector, which has a place of its own in an emoji sequence.
    private static int SkipEmojiExtend(ReadOnlySpan<char> text, int position, out bool endsInJoiner)
    {
        endsInJoiner = false;
        while (position < text.Length && Read(text, position) is var unit
            && unit.Is(Extend) && unit.Code is not (TextPresentation or EmojiPresentation))
        {
            endsInJoiner = unit.Code == ZeroWidthJoiner;
            position = unit.End;
        }

        return position;
    }

    private static Unit Read(ReadOnlySpan<char> text, int position)
    {
        var code = (int)text[position];
        var end = position + 1;
        if (char.IsHighSurrogate((char)code) && end < text.Length && char.IsLowSurrogate(text[end]))
        {
            code = char.ConvertToUtf32((char)code, text[end]);
            end++;
        }

        return new Unit(code, WordBreakData.Of(code), end);
    }

    private enum WordState
    {
        /// <summary>Nothing yet but low lines, which are no word by themselves.</summary>
        Start,
        Letter,
        Number,
        Katakana,

        /// <summary>A Hebrew letter and its single quote.</summary>
        Joined,
        JoinerAfterWord,
    }

    private readonly record struct Unit(int Code, WordBreakClass Class, int End)
    {
        public bool Is(WordBreakClass any) => (Class & any) != 0;
    }
}
