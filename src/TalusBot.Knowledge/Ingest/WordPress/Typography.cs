using System.Buffers;
using System.Text;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>
/// Sets typed text as WordPress shows it: curly quotation marks, dashes, ellipses, smileys. An export holds what was typed and a page
/// what is shown; readers quote the latter. Follows wptexturize and convert_smilies in what prose needs, not in their every rule.
/// </summary>
internal static class Typography
{
    private static readonly Dictionary<string, string> Smileys = new(StringComparer.Ordinal)
    {
        [":)"] = "🙂", [":-)"] = "🙂", [":D"] = "😀", [":-D"] = "😀", [":("] = "🙁", [":-("] = "🙁", [";)"] = "😉", [";-)"] = "😉",
        [":P"] = "😛", [":-P"] = "😛", [":o"] = "😮", [":-o"] = "😮", ["8-)"] = "😎", [":|"] = "😐", [":-|"] = "😐", [":?"] = "😕", [":-?"] = "😕", [":x"] = "😡", [":-x"] = "😡",
    };

    private static readonly SearchValues<char> Touched = SearchValues.Create("\"'-.:;8x");

    private static readonly string[] Shortened = ["tis", "twas", "twere", "twill", "til", "bout", "nuff", "round", "cause", "em"];

    /// <param name="before">The sign in front of the text; a blank where it begins a line.</param>
    public static string AsShown(string typed, char before)
    {
        if (typed.AsSpan().IndexOfAny(Touched) < 0)
            return typed;
        var shown = new StringBuilder(typed.Length);
        for (var i = 0; i < typed.Length; i++)
        {
            var last = i > 0 ? typed[i - 1] : before;
            var rest = typed.AsSpan(i + 1);
            switch (typed[i])
            {
                case '"':
                    shown.Append(Opens(last) && !Ends(rest) ? '“' : char.IsAsciiDigit(last) && (rest.IsEmpty || !char.IsLetterOrDigit(rest[0])) && !IsOpen(shown) ? '″' : '”');
                    break;
                case '\'':
                    shown.Append(char.IsAsciiDigit(last) && (rest.IsEmpty || !char.IsLetterOrDigit(rest[0])) ? '′' : Opens(last) && !Ends(rest) && !IsShortened(rest) ? '‘' : '’');
                    break;
                case '.' when rest.StartsWith(".."):
                    shown.Append('…');
                    i += 2;
                    break;
                case '-' when rest.StartsWith("--"):
                    shown.Append('—');
                    i += 2;
                    break;
                case '-' when rest.StartsWith("-"):
                    shown.Append(char.IsWhiteSpace(last) && rest.Length > 1 && char.IsWhiteSpace(rest[1]) ? '—' : '–');
                    i++;
                    break;
                case '-' when char.IsWhiteSpace(last) && i > 0 && !rest.IsEmpty && char.IsWhiteSpace(rest[0]):
                    shown.Append('–');
                    break;
                case 'h' when rest.StartsWith("ttp://") || rest.StartsWith("ttps://"):
                    var length = rest.IndexOfAny(" \t\r\n");
                    length = length < 0 ? rest.Length : length;
                    shown.Append('h').Append(rest[..length]);
                    i += length;
                    break;
                case 'x' when last is >= '1' and <= '9' && !rest.IsEmpty && char.IsAsciiDigit(rest[0]):
                    shown.Append('×');
                    break;
                case ':' or ';' or '8' when char.IsWhiteSpace(last) && Smiley(typed.AsSpan(i)) is { } smiley:
                    shown.Append(Smileys[smiley]);
                    i += smiley.Length - 1;
                    break;
                default:
                    shown.Append(typed[i]);
                    break;
            }
        }

        return shown.ToString();
    }

    /// <summary>Back again, to compare.</summary>
    public static string AsTyped(string shown) =>
        shown.Replace("—", "---", StringComparison.Ordinal).Replace("–", "--", StringComparison.Ordinal).Replace("…", "...", StringComparison.Ordinal).Replace('×', 'x').Replace('’', '\'').Replace('‘', '\'').Replace('“', '"').Replace('”', '"');

    private static bool Opens(char last) => char.IsWhiteSpace(last) || last is '(' or '[' or '{' or '-' or '–' or '—' or '"' or '“' or '‘' or '\'';

    private static bool Ends(ReadOnlySpan<char> rest) => rest.IsEmpty || char.IsWhiteSpace(rest[0]);

    /// <summary>An inch stands alone; a mark that closes has one that opened.</summary>
    private static bool IsOpen(StringBuilder shown)
    {
        for (var i = shown.Length - 1; i >= 0 && i >= shown.Length - 500; i--)
        {
            if (shown[i] == '“')
                return true;
            if (shown[i] == '”')
                return false;
        }

        return false;
    }

    private static bool IsShortened(ReadOnlySpan<char> rest)
    {
        if (rest.Length >= 2 && char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(rest[1]))
            return true;
        var length = 0;
        while (length < rest.Length && char.IsLetter(rest[length]))
            length++;
        foreach (var word in Shortened)
        {
            if (rest[..length].Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string? Smiley(ReadOnlySpan<char> text)
    {
        for (var length = 2; length <= 3 && length <= text.Length; length++)
        {
            if ((length == text.Length || char.IsWhiteSpace(text[length])) && Smileys.ContainsKey(text[..length].ToString()))
                return text[..length].ToString();
        }

        return null;
    }
}
