using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Curation;

/// <summary>
/// Writes an entry's file: front matter with one phrasing, source, follow-up or tag a line in the given order, then the
/// answer. The same draft gives the same bytes, and a change of one phrasing changes one line.
/// </summary>
/// <remarks>What is blank is left out, and blanks around a text with it; line ends inside a phrasing become blanks.</remarks>
public static partial class EntryWriter
{
    // What other programs would take for something else than text.
    private static readonly HashSet<string> Meaning = new(StringComparer.OrdinalIgnoreCase) { "null", "true", "false", "yes", "no", "on", "off", "y", "n" };

    /// <summary>The text of the file; ends with a line end.</summary>
    public static string Write(EntryDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var text = new StringBuilder("---\n");
        if (OneLine(draft.Question) is { Length: > 0 } question)
            text.Append("question: ").Append(Scalar(question)).Append('\n');
        Items(text, "also", draft.Also.Select(OneLine).Where(phrasing => phrasing.Length > 0).Select(Scalar));
        Items(text, "sources", draft.Sources.Where(source => !string.IsNullOrWhiteSpace(source.Id)).Select(Source));
        Items(text, "followups", draft.Followups.Select(OneLine).Where(id => id.Length > 0).Select(Scalar));
        Items(text, "tags", draft.Tags.Select(OneLine).Where(tag => tag.Length > 0).Select(Scalar));
        if (draft.Reviewed is { } day)
            text.Append(CultureInfo.InvariantCulture, $"reviewed: {day:yyyy-MM-dd}\n");
        text.Append("---\n");
        if (Whole(draft.Body).Trim() is { Length: > 0 } body)
            text.Append(body.ReplaceLineEndings("\n")).Append('\n');
        return text.ToString();
    }

    private static void Items(StringBuilder text, string key, IEnumerable<string> items)
    {
        var any = false;
        foreach (var item in items)
        {
            text.Append(any ? "" : $"{key}:\n").Append("  - ").Append(item).Append('\n');
            any = true;
        }
    }

    // A quote may hold line ends, which are the source's own.
    private static string Source(DraftSource source) => source.Quote is null ? Scalar(OneLine(source.Id)) : $"{Scalar(OneLine(source.Id))}: {Scalar(Whole(source.Quote).Trim())}";

    private static string OneLine(string text) => Blanks().Replace(Whole(text), " ").Trim();

    /// <summary>Half a character cannot be written; it becomes the sign for one that is lost.</summary>
    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Scalar(string text) => IsPlain(text) ? text : Quoted(text);

    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsLetterOrDigit(text[0]) || text[0] is '(' or '“' or '‘' or '…') && text[^1] != ':' && text.Trim() == text
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal)
        && !text.Any(c => char.IsControl(c) || c is '\uFEFF' or '\u2028' or '\u2029' || char.IsSurrogate(c))
        && !Meaning.Contains(text) && !Number().IsMatch(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || c is '\uFEFF' or '\u2028' or '\u2029' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^[0-9][0-9._:eE+-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
