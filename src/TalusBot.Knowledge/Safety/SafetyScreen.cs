using BitFaster.Caching.Lru;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Safety;

/// <summary>Looks at every message for red flags before anything is searched. Immutable and safe to share between threads.</summary>
/// <remarks>The same message always gets the same finding. The work grows in step with the length of the message.</remarks>
public sealed class SafetyScreen
{
    /// <summary>In UTF-16 units; see <see cref="Pieces"/>.</summary>
    private const int LongestPiece = 16_384;
    private const int Overlap = 2_048;
    private const int LongestWord = 256;

    /// <summary>Of so many messages it is known, by their fingerprint, what was seen in them.</summary>
    private const int MostRemembered = 4096;

    private readonly ConcurrentLru<UInt128, Seen?> remembered = new(MostRemembered);
    private readonly IReadOnlyList<Watch> watches;
    private readonly Lexicon lexicon;
    private readonly SafetyPlaces places;
    private readonly SafetyRule? general;

    internal SafetyScreen(IReadOnlyList<Watch> watches, Lexicon lexicon, SafetyPlaces places)
    {
        this.watches = [.. watches.OrderByDescending(w => w.Rule.Urgency).ThenBy(w => w.Rule.Id, StringComparer.Ordinal)];
        this.lexicon = lexicon;
        this.places = places;
        general = watches.Select(watch => watch.Rule).FirstOrDefault(rule => rule.Id == GeneralRule);
    }

    /// <summary>The rules, the most urgent first, then by id.</summary>
    public IReadOnlyList<SafetyRule> Rules => [.. watches.Select(w => w.Rule)];

    /// <summary>The id of the rule that speaks where the second look sees a sign and no rule does.</summary>
    public const string GeneralRule = "something-serious";

    /// <summary>The most urgent red flag in a message; null where there is none. Rules and the second look together decide, and a rule that is certain decides alone.</summary>
    /// <param name="message">What somebody typed, of any length; callers bound it.</param>
    public SafetyFinding? Check(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return remembered.GetOrAdd(Fingerprint.Of(message), static (_, asked) => Seen.Of(asked.Screen.CheckAnew(asked.Message)), (Screen: this, Message: message))?.In(message, places);
    }

    private SafetyFinding? CheckAnew(string message)
    {
        // Of equally urgent rules the one that more of the message speaks for: "hot calf since the flight" is no joint.
        var findings = Findings(message).ToList();
        var seen = findings.OrderByDescending(finding => finding.Urgency).ThenByDescending(finding => finding.Words.Select(words => (words.Start, words.End)).Distinct().Sum(words => words.End - words.Start)).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal).FirstOrDefault();
        return string.IsNullOrWhiteSpace(message) || general is null ? seen
            : findings.Exists(finding => finding.Rule.IsCertain) ? seen
            : !SecondLook.Shared.Sees(message, seen is not null) ? null
            : seen ?? new SafetyFinding(general, [], places);
    }

    /// <summary>Every red flag that the rules see in a message, the most urgent first; at most one for each rule.</summary>
    /// <param name="message">As for <see cref="Check"/>.</param>
    public IReadOnlyList<SafetyFinding> CheckAll(string message) => [.. Findings(message)];

    /// <summary>What a rule would say, for previews and tests.</summary>
    /// <param name="locale">As for <see cref="SafetyFinding.AdviceFor"/>.</param>
    public string AdviceOf(SafetyRule rule, string? locale) => new SafetyFinding(rule, [], places).AdviceFor(locale);

    private IEnumerable<SafetyFinding> Findings(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var pieces = Pieces(message);
        return pieces is [var (start, end)] ? FindingsIn(message, start, end)
            : pieces.SelectMany(piece => FindingsIn(message, piece.Start, piece.End)).DistinctBy(finding => finding.Rule.Id)
                .OrderByDescending(finding => finding.Urgency).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal);
    }

    /// <summary>A long message in pieces that overlap by more than any rule looks: what is held for a piece is many times as much as its words.</summary>
    private static List<(int Start, int End)> Pieces(string message)
    {
        var pieces = new List<(int, int)>();
        for (var start = 0; ;)
        {
            if (message.Length - start <= LongestPiece)
            {
                pieces.Add((start, message.Length));
                return pieces;
            }

            var end = BlankBefore(message, start + LongestPiece);
            pieces.Add((start, end));
            start = BlankBefore(message, end - Overlap);
        }
    }

    /// <summary>The nearest place where a word ends; the very place where none does for long.</summary>
    private static int BlankBefore(string message, int place)
    {
        for (var at = place; at > place - LongestWord; at--)
        {
            if (char.IsWhiteSpace(message[at]))
            {
                return at;
            }
        }

        return place;
    }

    private IEnumerable<SafetyFinding> FindingsIn(string message, int start, int end)
    {
        var reading = new Reading(message[start..end], lexicon);
        if (reading.Count == 0)
        {
            yield break;
        }

        var standing = new Standing(reading);
        foreach (var watch in watches)
        {
            if (watch.Look(reading, standing) is { } words)
            {
                yield return new SafetyFinding(watch.Rule, [.. words.Select(w => SpanOf(reading, w.Start, w.End, start))], places);
            }
        }
    }

    /// <param name="offset">Where the reading begins in the message.</param>
    private static Span SpanOf(Reading reading, int start, int end, int offset)
    {
        var (from, to) = (reading.Words[start].Start, reading.Words[end - 1].End);
        return new Span(reading.Message[from..to], from + offset, to + offset);
    }

    /// <summary>What was seen in a message, without its words.</summary>
    /// <param name="Places">Where the words stand that showed it.</param>
    private sealed record Seen(SafetyRule Rule, IReadOnlyList<(int Start, int End)> Places)
    {
        public static Seen? Of(SafetyFinding? finding) => finding is null ? null : new(finding.Rule, [.. finding.Words.Select(words => (words.Start, words.End))]);

        public SafetyFinding In(string message, SafetyPlaces places) => new(Rule, [.. Places.Select(place => new Span(message[place.Start..place.End], place.Start, place.End))], places);
    }
}
