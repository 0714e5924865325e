using System.Text.RegularExpressions;
using TalusBot.Evaluation;

namespace TalusBot.Tests.Questions;

/// <summary>The seed read by other means than the program's: who said some words, and when.</summary>
internal static partial class Seed
{
    /// <summary>Whether the words stand there, said by whom and when the citation claims; the article has one author and no date.</summary>
    public static bool Holds(string seed, SeenCitation citation) =>
        seed.Contains(citation.Quote, StringComparison.Ordinal)
        && Origin(seed, citation.Quote) is var (speaker, date)
        && date == citation.Date
        && citation.Speaker == (speaker ?? "b-reddy");

    /// <returns>No speaker and no date for the article; the date as ISO text.</returns>
    public static (string? Speaker, string? Date) Origin(string seed, string quote)
    {
        var at = seed.IndexOf(quote, StringComparison.Ordinal);
        var last = Heading().Matches(seed[..at]).LastOrDefault();
        return last is null
            ? (null, null)
            : (last.Groups[1].Value, DateOnly.Parse(last.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(.{1,40})\n((?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4})\n", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
