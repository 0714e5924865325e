using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>
/// The kind of thing that a question asks for, and whether some words hold one. A passage can speak of the right matter
/// and still not say how long, who, when or how much; words in common cannot tell that.
/// </summary>
public static partial class AnswerType
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>The question asks for one of the kinds, and neither is it answered in kind nor does the unit's own question ask the same.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="unitQuestion">The question that the unit answers; empty for a passage. Where it asks for the same kind, the unit's answer is one, however it is worded.</param>
    /// <param name="answer">The unit's words.</param>
    public static bool IsMissing(string question, string unitQuestion, string answer) =>
        Asked(question) is { } kind && Asked(unitQuestion) != kind && !Holds(kind, SourceMark().Replace(answer, ""));

    /// <summary>Whether the question is after the one who said something, or the day.</summary>
    public static bool AsksForSpeaker(string question) => Speaker().IsMatch(question);

    /// <summary>Whether the question is about what was said in the comments, not about its matter: "what did the author reply to her?"</summary>
    public static bool AsksAboutTalk(string question) => Talk().IsMatch(question) && !Mine().IsMatch(question);

    /// <summary>Whether the question is about somebody else's trouble, not the asker's own: "what does the woman with the flat shoes do?"</summary>
    public static bool AsksAboutOther(string question) => Other().IsMatch(question) && !Mine().IsMatch(question);

    /// <summary>Whether somebody wants to find out about himself, step by step or between two things.</summary>
    public static bool AsksToBeLed(string question) => Led().IsMatch(question);

    /// <summary>Whether the question asks for one of the kinds.</summary>
    public static bool Asks(string question) => Asked(question) is not null;

    private static Kind? Asked(string question) =>
        HowLong().IsMatch(question) ? Kind.Duration
        : HowMany().IsMatch(question) ? Kind.Amount
        : Who().IsMatch(question) ? Kind.Person
        : When().IsMatch(question) ? Kind.Time
        : Side().IsMatch(question) ? Kind.Side
        : null;

    private static bool Holds(Kind kind, string words) => kind switch
    {
        Kind.Duration => Duration().IsMatch(words),
        Kind.Amount => Amount().IsMatch(words),
        Kind.Person => Person().IsMatch(words),
        Kind.Side => Sides().IsMatch(words),
        _ => Time().IsMatch(words),
    };

    /// <summary>The <c>[1]</c> of an entry is no number that answers anything.</summary>
    [GeneratedRegex(@"\[\d\]", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceMark();

    [GeneratedRegex(@"\b(how (long|soon)|since when|for how many|how many (second|minute|hour|day|night|week|month|year)s?)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HowLong();

    [GeneratedRegex(@"\bhow (much|many|often|far)\b|\bwhat (price|cost|dose|percentage|number)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HowMany();

    [GeneratedRegex(@"^\W*who('s|’s)?\b|\bby whom\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Who();

    [GeneratedRegex(@"\b(who|whose|which (reader|commenter|person|comment)|which of (them|you)|what (year|date)|what'?s (his|her|their) name)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Speaker();

    [GeneratedRegex(@"^\W*when\b|\b(what|which) (year|date|day|month|century)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex When();

    [GeneratedRegex(@"\b(is|are) (it|this|that|mine) (really )?(my|the|a|in my|from my) .{1,40}\bor\b|\b(help|helping|can you help|could you help) me (to )?(work|figure|find|sort) (this |it |that )?out\b|\bwalk me through\b|\b(lead|guide|take) me (through|to)\b|\b(which|what) (one|kind|type|sort|pattern)( of .{1,40})? (do|is|have) (i|mine|my)\b|\bhow (can|do|could|would) i (tell|know|find out|work out|figure out|check|see) .{0,60}\b(for me|in my case|myself|mine|(whether|if) (it|it's|its|this|mine|my) .{1,40}\bor\b)|\bdo i (really |maybe )?have (a|an|the|this|that|some|talus|tight|stiff)\b|\bdo i have (it|one|my|more|too|calf|what) .{0,40}\bor\b|\b(test|check) (myself|my ankle|whether|if i)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Led();

    [GeneratedRegex(@"\b(what|who|whom|how|when|did|does|was|has|is there|any(one|body)?|which|show|tell)\b.{0,60}\b(ask|asks|asked|asking|say|says|said|write|writes|wrote|written|reply|replies|replied|respond|responds|responded|response|answer|answers|answered|comment|comments|commented|mention|mentions|mentioned|tell|tells|told|react|reacted|understand|understood)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Talk();

    [GeneratedRegex(@"\b(the|a|that|this|one|which|what) ([\w-]+ ){0,3}(reader|commenter|poster|visitor|person|woman|lady|girl|man|guy|runner)('s|’s)?\b|\b(she|he|her|his|hers|him)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Other();

    [GeneratedRegex(@"\b(my|mine|i|i'm|i’m|me|we|our)\b(?<! tell me)(?<! show me)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mine();

    [GeneratedRegex(@"\bwhich (side|leg|foot|ankle|hip|knee)\b|\bleft or (the )?right\b|\bright or (the )?left\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Side();

    [GeneratedRegex(@"\b(left|right|both|inner|outer|inside|outside)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sides();

    [GeneratedRegex(@"\b(second|minute|hour|day|night|week|month|year|decade)s?\b|\b(overnight|immediately|forever|always|until|daily|permanent(ly)?|at once|right away)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|million|billion|half|third|quarter|dozen|once|twice|couple|several|few|many|every|each|daily|weekly|monthly|yearly|free|no|none|all|percent)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();

    // A capital inside a sentence, a title, or a word for a person.
    [GeneratedRegex(@"(?-i:[a-z,;]\s+[A-Z][a-z]+)|(?-i:\b[A-Z][a-z]+ [A-Z][a-z]+)|\b(I|we|he|she|they|you|author|doctor|physio\w*|therapist|coach|people|person|anyone|everyone|nobody|president|king|queen|man|woman|team|company)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Person();

    [GeneratedRegex(@"\d|\b(january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|yesterday|morning|noon|evening|night|century|after|before|when|while|once|until|as soon as|during|spring|summer|autumn|fall|winter|always|never|any time)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    private enum Kind
    {
        Duration,
        Amount,
        Person,
        Time,
        Side,
    }
}
