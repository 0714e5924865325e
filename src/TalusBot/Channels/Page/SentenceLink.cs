using System.Globalization;

namespace TalusBot.Channels.Page;

/// <summary>The address of the very words of a citation, which browsers scroll to and mark.</summary>
internal static class SentenceLink
{
    private const int LongestWhole = 12;
    private const int AtEachEnd = 5;

    public static string To(CitationData citation)
    {
        var lines = citation.Quote.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0)
            .ToList();
        return lines switch
        {
            [] => citation.Url,
            [{ Length: <= LongestWhole } only] => $"{citation.Url}:~:text={Escaped(only)}",
            _ => $"{citation.Url}:~:text={Escaped(lines[0].Take(AtEachEnd))},{Escaped(lines[^1].TakeLast(AtEachEnd))}",
        };
    }

    /// <summary>Who, in which role, and when or where, such as "Tom, a reader, 5 May 2019".</summary>
    public static string Named(CitationData citation)
    {
        var role = citation.Role switch { "author" => "the author", "reader" => "a reader", _ => "a maintainer" };
        return citation.Speaker == role ? role : $"{citation.Speaker}, {role}";
    }

    /// <summary>As HTML.</summary>
    public static string When(CitationData citation) => citation.Date is { } date
        ? string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{date:yyyy-MM-dd}\">{date:d MMMM yyyy}</time>")
        : citation.Id.Contains("#c", StringComparison.Ordinal) ? "in a comment" : "in the article";

    // A hyphen has a meaning of its own in a text fragment.
    private static string Escaped(IEnumerable<string> words) => Uri.EscapeDataString(string.Join(' ', words)).Replace("-", "%2D", StringComparison.Ordinal);
}
