namespace TalusBot.Storage;

/// <summary>What one reply adds to the counts that the maintainers see. No words of anybody are counted, so the counts outlive the talks.</summary>
/// <param name="Outcome">As on the wire, such as <c>notCovered</c>.</param>
/// <param name="Sources">Ids of the paragraphs and comments that the reply cites.</param>
/// <param name="Entry">The entry that it speaks from; null where none does.</param>
/// <param name="GoesOn">What it goes on with, where the message was no question of its own: <see cref="Choice"/> or <see cref="GuideStep"/>; else null.</param>
internal sealed record Tally(string Outcome, IReadOnlyList<string> Sources, string? Entry, string? GoesOn = null)
{
    private const long Day = 24 * 60 * 60 * 1000;

    /// <summary>Kinds of counts.</summary>
    public const string Outcomes = "outcome";
    public const string Cited = "source";
    public const string Entries = "entry";
    public const string Thumbs = "thumb";
    public const string Reasons = "inbox";
    public const string Going = "goesOn";

    /// <summary>One of the choices that were offered was taken, or none of them.</summary>
    public const string Choice = "choice";

    /// <summary>A guide that was begun before went on.</summary>
    public const string GuideStep = "guideStep";

    /// <summary>Days from 1970-01-01 (UTC).</summary>
    /// <param name="at">Unix milliseconds.</param>
    public static long DayOf(long at) => at / Day;

    /// <param name="at">Unix milliseconds; counted on that day (UTC).</param>
    public static void Count(StoreSession session, string what, string name, long at, long by = 1) => session.Count(new TallyEntry(at / Day, what, name, by));

    public void Count(StoreSession session, long at)
    {
        Count(session, Outcomes, Outcome, at);
        foreach (var source in Sources.Distinct(StringComparer.Ordinal))
        {
            Count(session, Cited, source, at);
        }

        if (Entry is not null)
        {
            Count(session, Entries, Entry, at);
        }

        if (GoesOn is not null)
        {
            Count(session, Going, GoesOn, at);
        }
    }
}

/// <param name="Day">Since 1970-01-01 (UTC).</param>
internal readonly record struct TallyEntry(long Day, string What, string Name, long By);
