namespace TalusBot.Knowledge.Curation;

/// <summary>What becomes of a question's answer; the worst first.</summary>
public enum ImpactKind
{
    /// <summary>A warning sign is seen now, or no more, or another one.</summary>
    SafetyChanges,

    /// <summary>It had an answer or a guide and has none now.</summary>
    LosesAnswer,

    /// <summary>Something else answers than before; <see cref="ImpactChange.ByChange"/> says whether it is what was changed.</summary>
    AnsweredByOther,

    /// <summary>The same answers, in other words or with other quotes.</summary>
    QuoteChanges,

    /// <summary>It has no answer before and after; what is said or offered instead differs.</summary>
    OfferChanges,

    /// <summary>It had no answer and has one now.</summary>
    NewlyAnswered,
}

/// <summary>What a reader sees of a reply, as far as a change of it matters.</summary>
/// <param name="Outcome">As in <c>channelData.talusbot</c>: answered, clarify, notCovered, safety, guide, smalltalk.</param>
/// <param name="Unit">The id of what answers: an entry's, <c>guide~</c> and a guide's, a safety rule's, or that of a passage; null where nothing does.</param>
/// <param name="Shown">What a person reads of the answer, in Markdown, without notices and offers; two replies with the same are the same.</param>
/// <param name="Quote">The first quote; null where there is none.</param>
/// <param name="Cited">The id of the paragraph or comment with that quote, such as <c>ankle-talus#c12</c>; null where there is none.</param>
/// <param name="Fault">Why the reply is not what the golden question asks for; null where it is, or where the question is none.</param>
public sealed record ReplySummary(string Outcome, string? Unit, string Shown, string? Quote = null, string? Cited = null, string? Fault = null)
{
    /// <summary>Whether it leads to an answer.</summary>
    public bool IsAnswer => Outcome is "answered" or "guide";
}

/// <summary>A question whose answer changes.</summary>
/// <param name="ByChange">What was changed or added answers now.</param>
public sealed record ImpactChange(ImpactQuestion Question, ImpactKind Kind, ReplySummary Before, ReplySummary After, bool ByChange)
{
    /// <summary>Another unit's question is answered by what was changed or added.</summary>
    public bool IsStolen => ByChange && Kind is ImpactKind.AnsweredByOther;

    /// <summary>The golden question had a right reply and has a wrong one.</summary>
    public bool Breaks => Question.Golden is not null && Before.Fault is null && After.Fault is not null;

    /// <summary>The golden question had a wrong reply and has a right one.</summary>
    public bool Mends => Question.Golden is not null && Before.Fault is not null && After.Fault is null;
}

/// <summary>What a change would do.</summary>
/// <param name="Asked">How many questions were asked before and after.</param>
/// <param name="Changes">Every question whose answer changes and no other: by kind, then the most asked first.</param>
/// <param name="Changed">Ids of the entries and guides that are new or differ.</param>
/// <param name="Vanished">Ids of entries, guides, paragraphs and comments that are there now and would not be: links and marks that name them would lead nowhere.</param>
public sealed record ImpactReport(int Asked, IReadOnlyList<ImpactChange> Changes, IReadOnlyList<string> Changed, IReadOnlyList<string> Vanished);
