using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Set phrases of comment threads: how people ask, ask back, thank, agree and advise in English.</summary>
internal static partial class Phrases
{
    /// <summary>Straight quotation marks for curly ones, one for one, so that offsets hold.</summary>
    public static string Plain(ReadOnlySpan<char> text) => string.Create(text.Length, text, static (plain, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            plain[i] = PlainMark(from[i]);
    });

    public static char PlainMark(char c) => c switch
    {
        '‘' or '’' or '‚' or '‛' or '`' or '´' or '′' => '\'',
        '“' or '”' or '„' or '‟' or '″' or '«' or '»' => '"',
        _ => c,
    };

    [GeneratedRegex(@"\b(my (other |main |next )?questions? (is|are|was)|i('m| am| was|'ve been)? (just )?(wondering|curious)|i (wonder|wanted to ask|want to ask|would like to ask|'d like to ask|would like to know)|i'd (like|love) to (know|ask)|(can|could|would) you (please )?(tell|explain|recommend|suggest|share))\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Asks();

    [GeneratedRegex(@"^\W*((so|and|but|also|or|then|hi|hey|hello)\b\W*)*(how (long|often|much|many)|should i|can i|could i|can you|could you|do you|do i|does (it|this|that)|is (it|this|that|there)|would (it|this|you)|what (kind|type|sort|brand) of)\s", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex BeginsAsQuestion();

    [GeneratedRegex(@"((^|\b(do you have|have you|if you have|got|have|with|for|appreciate|love|welcome|,)\s+)any (other |further |more )?(advice|ideas?|thoughts?|suggestions?|tips?|help|input|insights?|pointers?|recommendations?)|what (do|would) you (think|suggest|recommend|advise)|please (help|advise)|help me|let me know|hear (your|any|from)( (thoughts?|opinions?|ideas?|advice))?|your (thoughts?|opinions?|advice)\b.{0,30}(welcome|appreciated))\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex AsksVaguely();

    [GeneratedRegex(@"^\W*(right|huh|you know|who knew|really|eh|no|ok|okay|isn't it|don't you think)\W*$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Rhetorical();

    [GeneratedRegex(@"\b(not (really |quite |entirely |exactly |completely )?(sure|clear|following)( on| about)? (what|which|if|whether)? ?(you|your|i)\b|what (exactly |specifically )?(do|did) you mean|what (exactly |specifically )?are you asking|(can|could|would) you (please )?(clarify|elaborate|explain (what|that)|rephrase|be more (specific|clear)|say more|tell me more|give (me )?more detail)|(don't|do not|didn't|can't|cannot) (quite |really |fully )?(understand|follow|get)( (you|your|the question|the comment|what you)|\W*$)|i'm (not following|lost|confused)|please (clarify|elaborate|rephrase|explain what)|(need|have to know|without) (some )?more (information|info|details?|context))", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex AsksBack();

    [GeneratedRegex(@"\b(thanks(?! to)|thank you|thx|ty|cheers|much appreciated|appreciate (it|this|that|the|you)|you're( very| most)? welcome|no problem|my pleasure|happy to help|sorry to hear (that|this|it|about)|glad (it|you|this)|good luck|best of luck|take care|hope (this|that|it) helps)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Thanks();

    [GeneratedRegex(@"\b(great|good|awesome|amazing|excellent|fantastic|wonderful|brilliant|nice|helpful|useful|informative|interesting|enjoy(ed)?|love(d)?|best|finally)\b.*\b(article|post|site|website|page|blog|read|reading|information|info|content|work|stuff|video|videos|exercises|explanation|write[- ]?up|questions?)\b|\b(article|post|site|website|page|blog|information|info|video|explanation)\b.*\b(great|good|awesome|amazing|excellent|fantastic|wonderful|brilliant|nice|helpful|useful|informative|interesting|best)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Praise();

    [GeneratedRegex(@"(?<not>\b(not|don't|do not|can't|cannot|wouldn't|isn't|never|no)\b(\W+\w+){0,2}\W+)?\b((good|great|nice|excellent|fair|solid|valid|fantastic|awesome|brilliant|smart|useful|helpful) (points?|tips?|ideas?|advice|suggestions?|call|thinking|catch|observations?|insights?|way|approach|stuff)|exactly|(i )?(totally |completely |fully |definitely |very much )?agree(d)?\b(?! with (everything )?but)|couldn't agree more|(you're|you are) (absolutely |totally |completely |quite |so |exactly |definitely )?(right|correct)|(that's|that is|this is) (absolutely |totally |very |so )?(right|true|correct)|well said|absolutely|spot on|makes (a lot of |total |perfect )?sense|love (this|that|the) (tip|idea|suggestion))\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Agrees();

    [GeneratedRegex(@"\b(i|i've|i'm|i'd|my|me|we|our|try|use|make sure|important|recommend|suggest|helps?|helped|works?|worked|should|avoid|don't forget|tip|keep)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex TellsOrAdvises();

    [GeneratedRegex(@"\b(what (really |finally )?(helped|worked|works|helps|fixed)|(helped|helps|worked|works|worked wonders|did wonders) for me|helped me|(i|i've|i have) (have )?(found|noticed|discovered) (that|it)|(i|i'd|i would) (highly |strongly )?(recommend|suggest|advise)|make sure|(it's|it is|is) important to|(my|pro|a|one|another|quick) tip\b|try (to|using|the|a|an|this|it)|you should)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Advises();
}
