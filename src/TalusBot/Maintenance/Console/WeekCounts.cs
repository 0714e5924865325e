using System.Globalization;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary>What was counted in one ISO week.</summary>
/// <param name="Monday">Its first day (UTC).</param>
/// <param name="Answered">Questions that got an answer, at once or after a choice among several.</param>
/// <param name="Refused">Questions that got "nobody has answered this", at once or after none of the choices was meant.</param>
/// <param name="AskedBack">Questions that were answered with "did you mean".</param>
/// <param name="Safety">Messages with a warning sign.</param>
/// <param name="Guides">Guides that were begun.</param>
/// <param name="Continued">Choices taken after "did you mean", none of them included: replies without a question of their own.</param>
/// <param name="ThumbsUp">That were not taken back.</param>
/// <param name="ThumbsDown">Likewise.</param>
/// <param name="NoneOfThese">How often none of the choices was meant.</param>
/// <param name="Sent">Questions that readers sent to the maintainers.</param>
internal sealed record WeekCounts(
    DateOnly Monday, long Answered, long Refused, long AskedBack, long Safety, long Guides, long Continued, long ThumbsUp, long ThumbsDown, long NoneOfThese, long Sent)
{
    private const int DaysAWeek = 7;

    /// <summary>Questions. A choice that was taken belongs to the question that led to it, and a guide's step to the guide.</summary>
    public long Asked => Math.Max(0, Answered + Refused + AskedBack + Safety + Guides - Continued);

    /// <summary>The share of questions that got an answer or a guide, 0 to 1; null where nothing was asked. Warning signs are left out: they get advice and no answer.</summary>
    public double? AnswerRate => Share(Answered + Guides, Asked - Safety);

    /// <summary>"None of these" and questions sent, for each answer given; null where there was none. May exceed 1.</summary>
    public double? RefusalSignals => Answered == 0 ? null : (double)(NoneOfThese + Sent) / Answered;

    /// <summary>Such as 2030-W05.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(Monday)}-W{Number:00}");

    /// <summary>1 to 53.</summary>
    public int Number => ISOWeek.GetWeekOfYear(Monday);

    public bool IsEmpty => Answered + Refused + AskedBack + Safety + Guides + ThumbsUp + ThumbsDown + NoneOfThese + Sent == 0;

    /// <summary>The last weeks, the oldest first; the one that <paramref name="today"/> is in comes last.</summary>
    public static IReadOnlyList<WeekCounts> Last(int weeks, DateOnly today, MaintainStore store)
    {
        var first = MondayOf(today).AddDays(-DaysAWeek * (weeks - 1));
        var (outcomes, going, thumbs, reasons) = (Sums(Tally.Outcomes), Sums(Tally.Going), Sums(Tally.Thumbs), Sums(Tally.Reasons));
        return [.. Enumerable.Range(0, weeks).Select(week => first.AddDays(DaysAWeek * week)).Select(monday => new WeekCounts(
            monday,
            outcomes(monday, "answered"),
            outcomes(monday, "notCovered"),
            outcomes(monday, "clarify"),
            outcomes(monday, "safety"),
            Math.Max(0, outcomes(monday, "guide") - going(monday, Tally.GuideStep)),
            going(monday, Tally.Choice),
            thumbs(monday, "up"),
            thumbs(monday, "down"),
            reasons(monday, "noneOfThese"),
            reasons(monday, "sent")))];

        // A thumb that is taken back later may leave less than nothing where its count was lost.
        Func<DateOnly, string, long> Sums(string what)
        {
            var sums = store.Tallies(what, first).GroupBy(row => (MondayOf(row.Day), row.Name)).ToDictionary(rows => rows.Key, rows => Math.Max(0, rows.Sum(row => row.Count)));
            return (monday, name) => sums.GetValueOrDefault((monday, name));
        }
    }

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % DaysAWeek));

    private static double? Share(long part, long whole) => whole <= 0 ? null : Math.Min(1, (double)part / whole);
}
