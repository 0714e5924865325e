using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Safety;

/// <summary>A red flag seen in a message, and what to say about it.</summary>
public sealed class SafetyFinding
{
    private readonly SafetyPlaces places;

    internal SafetyFinding(SafetyRule rule, IReadOnlyList<Span> words, SafetyPlaces places)
    {
        Rule = rule;
        Words = words;
        this.places = places;
    }

    /// <summary>The rule that saw it.</summary>
    public SafetyRule Rule { get; }

    /// <summary>The words that showed it, in the order of the message; their offsets point into the message.</summary>
    public IReadOnlyList<Span> Words { get; }

    /// <summary>How soon somebody should look at it.</summary>
    public Urgency Urgency => Rule.Urgency;

    /// <summary>The whole reply: the sign, why it matters, where to go, and that no exercise is given until then.</summary>
    /// <param name="locale">A BCP 47 tag such as <c>en-GB</c>; unknown or null gives advice that works anywhere.</param>
    /// <remarks>Two paragraphs of plain text. The same locale always gives the same words.</remarks>
    public string AdviceFor(string? locale) => $"You mention {Rule.Saw}. {Rule.Why} {WhereToGo(locale)}\n\n{places.Closing}";

    /// <summary>The same reply without the sign and what it may mean, for places where others read along.</summary>
    /// <param name="locale">As for <see cref="AdviceFor"/>.</param>
    public string DiscreetAdviceFor(string? locale) => $"{WhereToGo(locale)}\n\n{places.Closing}";

    private string WhereToGo(string? locale)
    {
        var place = places.For(locale);
        var words = Rule.Advice.GetValueOrDefault(place.Name) ?? Rule.Advice["default"];
        return words.Replace("{where}", place.Where[Urgency], StringComparison.Ordinal);
    }
}
