using System.Buffers;
using System.Text;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Words of strangers, made safe to stand in a line of a file or on a terminal.</summary>
public static class SourceText
{
    private static readonly SearchValues<char> Uncounted = SearchValues.Create("\f\u0085\u2028\u2029");

    /// <summary>Every run of white space becomes one blank; control signs, and those that turn the direction of writing, are left out.</summary>
    public static string OneLine(string words)
    {
        var line = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            if (char.IsWhiteSpace(c))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (!IsControl(c))
            {
                line.Append(c);
            }
        }

        if (line.Length > 0 && line[^1] == ' ')
            line.Length--;
        return Paired(line.ToString());
    }

    /// <summary>As <see cref="OneLine"/>, and the lines stay lines; tabs and blanks stay as they are.</summary>
    public static string Lines(string words) =>
        Paired(string.Concat(words.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !IsControl(c)))).ReplaceLineEndings();

    /// <summary>
    /// Every line ends with LF. What editors do not show as the end of a line, and some libraries count as one (form feed, U+0085, U+2028, U+2029),
    /// becomes a blank, so that everybody counts the same lines.
    /// </summary>
    public static string WithLineFeeds(string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return text.AsSpan().ContainsAny(Uncounted) ? string.Concat(text.Select(sign => Uncounted.Contains(sign) ? ' ' : sign)) : text;
    }

    // U+200B, U+00AD, U+2060 and U+FEFF are seen by nobody and would hide equal words from each other; joiners (U+200C, U+200D) spell words and emoji.
    private static bool IsControl(char c) =>
        char.IsControl(c) || c is '\u00AD' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or '\u2060' or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFE' or '\uFFFF';

    /// <summary>Half a surrogate pair cannot be written as UTF-8.</summary>
    private static string Paired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i) )
                return string.Concat(text.EnumerateRunes());
            i++;
        }

        return text;
    }
}
