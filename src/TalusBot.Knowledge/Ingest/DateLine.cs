using System.Globalization;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>A line that holds nothing but a date: "August 25, 2016", "25 August 2016", "2016-08-25", each perhaps with a time of day.</summary>
internal static partial class DateLine
{
    private const int MaxLength = 60;

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>Whether the line looks like a date; <paramref name="date"/> is null where the calendar has no such day.</summary>
    public static bool Is(ReadOnlySpan<char> line, out DateOnly? date)
    {
        date = null;
        if (line.Length is < 8 or > MaxLength || Form().Match(line.ToString()) is not { Success: true } match)
            return false;
        var month = Month(match.Groups["month"].Value);
        if (month is null)
            return false;
        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        var day = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        if (year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month.Value))
            date = new DateOnly(year, month.Value, day);
        return true;
    }

    private static int? Month(string written)
    {
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        var lower = written.ToLowerInvariant();
        var index = Array.FindIndex(Months, month => month == lower || (lower.Length == 3 && month.StartsWith(lower, StringComparison.Ordinal)));
        return index >= 0 ? index + 1 : lower == "sept" ? 9 : null;
    }

    [GeneratedRegex(
        @"^(?:[A-Za-z]{3,9},?\s+(?=\w+\s+\d|\d))?" +
        @"(?:(?<month>[A-Za-z]{3,9})\.?\s+(?<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<year>[0-9]{4})" +
        @"|(?<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(?<month>[A-Za-z]{3,9})\.?,?\s+(?<year>[0-9]{4})" +
        @"|(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2}))" +
        @"(?:(?:,|T|\s+at|\s+@)?\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
