using System.Globalization;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>What the date line of an imported comment says: <c>October 13, 2020 (comment 4711, reply to 4700, by the author)</c>.</summary>
/// <param name="Date">The day in the blog's own time zone; null where the line says "Undated".</param>
/// <param name="Id">The source's own number of the comment, 1 to 18 digits.</param>
/// <param name="ReplyTo">The number of the comment that it was written under; null where it stands by itself.</param>
/// <param name="ByAuthor">Whether the account that wrote the article wrote it.</param>
internal sealed partial record CommentMark(DateOnly? Date, long Id, long? ReplyTo, bool ByAuthor)
{
    private const string DayFormat = "MMMM d, yyyy";

    /// <summary>Stricter than <see cref="DateLine"/>, so that hardly any words of people look like it.</summary>
    /// <param name="mark">Null where the line has another form; without a date where the calendar has no such day.</param>
    public static bool Is(ReadOnlySpan<char> line, out CommentMark? mark)
    {
        mark = null;
        if (!line.EndsWith(")", StringComparison.Ordinal) || line.Length > 120 || Form().Match(line.ToString()) is not { Success: true } match)
            return false;
        DateOnly? date = DateOnly.TryParseExact(match.Groups["day"].ValueSpan, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        mark = new(date, Number(match.Groups["id"]), match.Groups["to"].Success ? Number(match.Groups["to"]) : null, match.Groups["author"].Success);
        return true;
    }

    /// <summary>The line that <see cref="Is"/> reads back.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Date?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "Undated"} (comment {Id}{(ReplyTo is { } to ? $", reply to {to}" : "")}{(ByAuthor ? ", by the author" : "")})");

    private static long Number(Group digits) => long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<day>[A-Z][a-z]{2,8} [0-9]{1,2}, [0-9]{4}|Undated) \(comment (?<id>[0-9]{1,18})(?:, reply to (?<to>[0-9]{1,18}))?(?<author>, by the author)?\)\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
