using System.Collections.Frozen;

namespace TalusBot.Knowledge.Text;

/// <summary>Where the sentences of a blog's text begin and end.</summary>
/// <remarks>
/// A line break always ends one; a mark does (. ? ! and …, in any number) with the closing quotes and brackets behind it,
/// if what follows begins a sentence. A colon or a semicolon ends none.
/// </remarks>
public static class Sentences
{
    // Followed by more of the same sentence whatever comes: titles, and Latin that leads into something.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> leadingAbbreviations = FrozenSet.ToFrozenSet(
        ["dr", "mr", "mrs", "ms", "prof", "st", "rev", "hon", "gen", "sgt", "vs", "e.g", "eg", "i.e", "ie", "cf", "viz", "fig", "figs", "ca", "approx"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    // Only before a number: "no. 3" goes on, while "No. It is the talus." does not.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> numberAbbreviations = FrozenSet.ToFrozenSet(
        ["no", "nos", "vol", "pp", "p", "ch", "sec", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The sentences in order, none empty, without the white space around them.</summary>
    public static IReadOnlyList<TextRange> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = new List<TextRange>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLineBreak(text[i]))
            {
                Add(text, start, i, sentences);
                start = i + 1;
            }
            else if (IsEndMark(text[i]))
            {
                var (afterMarks, end) = EndOfMarks(text, i);
                if (EndsSentence(text, start, i, afterMarks, end))
                {
                    Add(text, start, end, sentences);
                    start = end;
                }

                i = end - 1;
            }
        }

        Add(text, start, text.Length, sentences);
        return sentences;
    }

    // "?!", "...", and then what closes: a quote and a bracket belong to the sentence they close.
    private static (int AfterMarks, int End) EndOfMarks(string text, int first)
    {
        var afterMarks = first + 1;
        while (afterMarks < text.Length && IsEndMark(text[afterMarks])) afterMarks++;
        var end = afterMarks;
        while (end < text.Length && (IsCloser(text[end]) || IsEndMark(text[end]))) end++;
        return (afterMarks, end);
    }

    private static bool EndsSentence(string text, int start, int mark, int afterMarks, int end)
    {
        var marks = text.AsSpan(mark, afterMarks - mark);
        if (end == text.Length || IsLineBreak(text[end])) return true;

        var next = end;
        while (next < text.Length && IsBlank(text[next])) next++;
        if (next == text.Length || IsLineBreak(text[next])) return true;

        var lead = next;
        while (lead < text.Length && IsOpener(text[lead])) lead++;
        var begins = lead < text.Length ? text[lead] : text[next];
        if (next == end) return EndsWithoutBlank(text, start, mark, marks, end);

        if (marks.ContainsAny('?', '!')) return !char.IsLower(begins) || !ClosesQuote(text, afterMarks, end);
        if (marks is not ".") return !char.IsLower(begins);
        if (IsAbbreviation(text, start, mark, begins)) return false;

        // A blog's author does not always take a capital; after a full stop and a blank only a closed quote or bracket,
        // as in 'the "front." part', makes a small letter look like going on.
        return !char.IsLower(begins) || end == afterMarks;
    }

    // "running..I did run" and "squat.Then" lack the blank; "3.14", "b-reddy.org" and "a.m" do not.
    private static bool EndsWithoutBlank(string text, int start, int mark, ReadOnlySpan<char> marks, int end)
    {
        if (!char.IsUpper(text[end]) || mark == start) return false;
        if (mark + marks.Length != end) return false;
        if (marks is not ".") return !InAddress(text, start, mark);

        // A lower-case word of two letters or more before it and a capital with a small letter behind it.
        return mark - start >= 2 && char.IsLower(text[mark - 1]) && char.IsLower(text[mark - 2])
            && (end + 1 == text.Length || char.IsLower(text[end + 1]) || IsBlank(text[end + 1]) || IsApostrophe(text[end + 1]))
            && !InAddress(text, start, mark);
    }

    private static bool IsAbbreviation(string text, int start, int mark, char begins)
    {
        var word = WordBefore(text, start, mark);
        if (leadingAbbreviations.Contains(word)) return true;
        if (char.IsDigit(begins) && numberAbbreviations.Contains(word)) return true;
        if (word is "etc" or "Etc") return char.IsLower(begins);

        // An initial: "B. Reddy", "U.S. team"; but "I" is a word, and so is what stands at the end of "plan B. Then".
        if (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I') return FollowsName(text, start, mark - 1);
        return word.Length >= 3 && word[1] == '.' && char.IsLetter(word[0]) && word.Length <= 7 && char.IsLower(begins);
    }

    // An initial opens the sentence or stands behind a capitalised word or another initial.
    private static bool FollowsName(string text, int start, int initial)
    {
        var i = initial - 1;
        while (i >= start && IsBlank(text[i])) i--;
        if (i < start || text[i] == '.' || IsOpener(text[i])) return true;
        while (i > start && char.IsLetter(text[i - 1])) i--;
        return char.IsUpper(text[i]);
    }

    private static bool InAddress(string text, int start, int mark)
    {
        // Long enough for what precedes any host in an address; a bound keeps the whole walk linear.
        var from = Math.Max(start, mark - 200);
        var i = mark;
        while (i > from && !char.IsWhiteSpace(text[i - 1])) i--;
        var word = text.AsSpan(i, mark - i);
        return word.Contains("://", StringComparison.Ordinal) || word.Contains('@') || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> WordBefore(string text, int start, int mark)
    {
        var from = Math.Max(start, mark - 8);
        var i = mark;
        while (i > from && (char.IsLetter(text[i - 1]) || text[i - 1] == '.')) i--;
        return text.AsSpan(i, mark - i);
    }

    private static bool ClosesQuote(string text, int afterMarks, int end)
    {
        for (var i = afterMarks; i < end; i++)
        {
            if (IsCloser(text[i])) return true;
        }

        return false;
    }

    private static void Add(string text, int start, int end, List<TextRange> sentences)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (start < end) sentences.Add(new TextRange(start, end));
    }

    private static bool IsEndMark(char c) => c is '.' or '?' or '!' or '…' or '。' or '！' or '？';

    private static bool IsCloser(char c) => c is '"' or '”' or '’' or '\'' or '»' or ')' or ']' or '}';

    private static bool IsOpener(char c) => c is '"' or '“' or '‘' or '\'' or '«' or '(' or '[' or '{' or '-' or '–' or '—' or '*';

    private static bool IsApostrophe(char c) => c is '\'' or '’';

    private static bool IsLineBreak(char c) => c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) && !IsLineBreak(c);
}
