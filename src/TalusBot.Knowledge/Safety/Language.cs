namespace TalusBot.Knowledge.Safety;

/// <summary>The sets of the vocabulary that the screen itself asks for; every one must be there.</summary>
internal static class Language
{
    /// <summary>Words that may stand between any two words of a pattern: "the", "my", "really".</summary>
    public const string Fillers = "fillers";

    /// <summary>Words that no gap may cross: "but", "because".</summary>
    public const string Breaks = "breaks";

    /// <summary>Other meanings, taken out before any rule looks.</summary>
    public const string NoSign = "no-sign";

    /// <summary>"no", "not", "without".</summary>
    public const string Negators = "negators";

    /// <summary>Look like a negation and are none: "not only", "no idea".</summary>
    public const string NotNegators = "not-negators";

    /// <summary>Where the reach of a negation ends.</summary>
    public const string NegationStops = "negation-stops";

    /// <summary>Negates all that follows in its clause: "I do not think", "no sign of".</summary>
    public const string Disbelief = "disbelief";

    /// <summary>Stands behind a sign and takes it away: "has gone away", "was ruled out".</summary>
    public const string Gone = "gone";

    /// <summary>Where a new thought begins, so that "gone" behind it speaks of something else: "I heard it when I went down".</summary>
    public const string NewThought = "new-thought";

    /// <summary>"years ago", "in 2015", "as a child".</summary>
    public const string LongAgo = "long-ago";

    /// <summary>"today", "since the fall", "last week".</summary>
    public const string Recent = "recent";

    /// <summary>A verb or word of the present: "is", "cannot", "still".</summary>
    public const string Present = "present";

    /// <summary>A verb of the past: "was", "could".</summary>
    public const string Past = "past";

    /// <summary>What follows is only imagined or asked about: "what if", "can cause", "risk of".</summary>
    public const string Supposing = "supposing";

    /// <summary>An "if" that speaks of what is: "what should I do if I can't stand on it".</summary>
    public const string RealIf = "real-if";

    /// <summary>A sentence of this kind is about everybody: "in general", "is a sign of".</summary>
    public const string General = "general";

    /// <summary>Somebody in particular: "I", "my", "she", "dad".</summary>
    public const string Personal = "personal";

    /// <summary>How a question begins.</summary>
    public const string Asking = "asking";

    /// <summary>What may come before the first word of a question: "hi", "so", "and".</summary>
    public const string LeadIn = "lead-in";

    /// <summary>Somebody in a film or a book.</summary>
    public const string Stories = "stories";

    /// <summary>Takes back what was said before: "it went away", "back to normal".</summary>
    public const string AllClear = "all-clear";

    /// <summary>Words that look like a misspelling of a sign and are not.</summary>
    public const string GoodSpelling = "good-spelling";

    public static readonly IReadOnlyList<string> All =
    [
        Fillers, Breaks, NoSign, Negators, NotNegators, NegationStops, Disbelief, Gone, NewThought, LongAgo, Recent, Present, Past,
        Supposing, RealIf, General, Personal, Asking, LeadIn, Stories, AllClear, GoodSpelling,
    ];
}
