using System.Globalization;

namespace TalusBot.Maintenance.Console;

/// <summary>How long ago something was, as people say it; the exact time of older things.</summary>
internal static class Ago
{
    /// <param name="at">Unix milliseconds.</param>
    public static string Of(long at, DateTimeOffset now)
    {
        var then = DateTimeOffset.FromUnixTimeMilliseconds(at);
        return (now - then) switch
        {
            { TotalMinutes: < 1 } => "just now",
            { TotalMinutes: < 60 } ago => Counted((int)ago.TotalMinutes, "minute"),
            { TotalHours: < 24 } ago => Counted((int)ago.TotalHours, "hour"),
            { TotalDays: < 7 } ago => Counted((int)ago.TotalDays, "day"),
            _ => "on " + then.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Day and minute (UTC).</summary>
    public static string Exactly(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Counted(int count, string unit) => count == 1 ? $"1 {unit} ago" : $"{count} {unit}s ago";
}
