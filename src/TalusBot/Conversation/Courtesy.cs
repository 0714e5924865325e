using System.Text.RegularExpressions;
using TalusBot.Knowledge;

namespace TalusBot.Conversation;

/// <summary>
/// Greetings, thanks, goodbyes, calls for help and what people say to a bot: only where a message is nothing else, so that
/// none hides a question.
/// </summary>
internal static partial class Courtesy
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>In shouting there are no small letters.</summary>
    private const int FewestShouted = 8;

    public static Reply? Reply(string text, Snapshot knowledge)
    {
        var said = Plain(text);
        return said.Length == 0 || said.Length > 120 ? null
            : Human().IsMatch(said) ? Wording.Human(knowledge.Site)
            : Who().IsMatch(said) || Help().IsMatch(said) ? Wording.Help(knowledge.Site, [.. knowledge.Guides.Select(guide => guide.Question), .. knowledge.Entries.Select(entry => entry.Question)])
            : Harsh().IsMatch(said) ? Wording.Harsh(knowledge.Site)
            : HowAreYou().IsMatch(said) ? Wording.HowAreYou(knowledge.Site)
            : Declines().IsMatch(said) ? Wording.Declined()
            : !IsPolite(said) ? null
            : SaysBye().IsMatch(said) ? Wording.Goodbye()
            : SaysHello().IsMatch(said) && !SaysThanks().IsMatch(said) ? Wording.Greeting(knowledge.Site)
            : Wording.Thanks();
    }

    /// <summary>A message in capitals in small letters, so that shouting is understood; any other as it is.</summary>
    public static string Calmed(string text) =>
        text.Length >= FewestShouted && text.Any(char.IsUpper) && !text.Any(char.IsLower) ? text.ToLowerInvariant() : text;

    /// <summary>Whether there is anything to read but signs and blanks.</summary>
    public static bool HasWords(string text) => text.Any(char.IsLetterOrDigit) || text.Contains("👍", StringComparison.Ordinal);

    /// <summary>The message without the greeting or thanks it begins with; what is left is what was asked.</summary>
    public static string Without(string text)
    {
        var rest = text.TrimStart();
        for (var opening = Opening().Match(rest); opening.Success && opening.Length < rest.Length; opening = Opening().Match(rest))
        {
            rest = rest[opening.Length..];
        }

        return rest;
    }

    /// <summary>Lower case, letters, digits and apostrophes only, single blanks; a thumb up is thanks.</summary>
    private static string Plain(string text) => string.Join(
        ' ',
        new string([.. text.Replace('’', '\'').Replace("👍", " thanks ", StringComparison.Ordinal).ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c == '\'' ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private const string Hello = "(hi+|hell?o+|hey+|heya|hiya|hallo|howdy|greetings|yo|good (morning|afternoon|evening|day)|morning|evening|welcome)";
    private const string To = "( (there|again|bot|talusbot|everyone|everybody|all|folks|team|friend|mate|sir|madam|dear|you))*";
    private const string Thank = "(thanks|thank you|thank u|thankyou|thx|thanx|tnx|ty|cheers|much appreciated|appreciate it|appreciated|many thanks)";
    private const string Much = "( (a lot|a bunch|so much|very much|again|for (your|the|all your|all the) (help|answer|answers|info|information|reply|time)|for (that|this|helping)|mate|bot|then|anyway))*";
    private const string Fine = "(ok|okay|k|kk|great|perfect|cool|nice( one| work| job)?|super|awesome|brilliant|excellent|wonderful|lovely|good( to know| one| job| work)?|very good|got it|i see|understood|alright|all right|right|fine|wow|interesting|(that|this|it|you) (really |was |is |was really |'s )?(helped|helps|helpful|very helpful|useful|great|good|perfect|nice)|that's (helpful|great|good|perfect|useful|nice)|good bot|well done|will do|i will try( it| that)?)";
    private const string Bye = "(bye+|bye bye|goodbye|good bye|see you|see ya|cya|so long|farewell|good night|that is all|that's all|thats all|that was all|i'm done|im done|have to go|gotta go|talk to you later|until next time|have a (nice|good|great) (day|evening|night|weekend|one|time)|take care)( then| for now| for today| later| soon)?";

    private const string Small = "(and|so|then|oh|ah|well|for now|for today|today|really|bot|talusbot|mate|please|nice to meet (you|u)|pleased to meet (you|u)|nice meeting you|(ha){2,}h?|(he){2,}h?|lol|rofl|funny|good joke|sorry|my bad|no worries|no problem|you (rock|are the best|are great|are awesome|are helpful|are amazing|are very kind)|you're (the best|great|awesome|helpful|amazing|very kind)|u rock|love (it|this|that)|just saying hi|just wanted to say hi|i am new here|i'm new here|anyone (there|here)|are you there|you there)";

    /// <summary>Nothing but greetings, thanks, praise, goodbyes and the small words between them.</summary>
    private static bool IsPolite(string said)
    {
        while (said.Length > 0)
        {
            var longest = Pieces.Max(piece => piece.Match(said).Length);
            if (longest == 0)
            {
                return false;
            }

            said = said[longest..];
        }

        return true;
    }

    private static readonly Regex[] Pieces = [HelloFirst(), ThanksFirst(), ByeFirst(), FineFirst(), SmallFirst()];

    [GeneratedRegex($@"^{Hello}{To}(?: |$)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HelloFirst();

    [GeneratedRegex($@"^{Thank}{Much}(?: |$)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThanksFirst();

    [GeneratedRegex($@"^{Bye}(?: |$)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ByeFirst();

    [GeneratedRegex($@"^{Fine}(?: |$)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FineFirst();

    [GeneratedRegex($@"^{Small}(?: |$)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SmallFirst();

    [GeneratedRegex($@"\b{Bye}\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaysBye();

    [GeneratedRegex($@"\b{Thank}\b|\bhelp(ed|s|ful)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaysThanks();

    [GeneratedRegex($@"^{Hello}\b|\b(nice|pleased) to meet\b|\b(saying|say) hi\b|\bnew here\b|\bthere$|\banyone\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaysHello();

    [GeneratedRegex($@"^({Hello}{To} )?(how (are|r) (you|u)( doing| today| feeling)*|how do you do|how('s| is) it going|how are things|what's up|whats up|sup|you ok|are you ok|are you well)$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HowAreYou();

    [GeneratedRegex($@"^({Hello}{To} )?(can you |could you |please )?(help|help me|help please|menu|options|start|commands|instructions|(what|which) (things |questions )?can (you|u) (do|answer|tell me|help( me)? with)( for me)?|what can i ask( you)?|what (do|should) (you know|i ask|i do here)|what do you know( about)?|how does (this|it) work( here)?|how do (you|i use you|i use this) ?(work)?|what is this|what are you( for| good for)?|what can you help (me )?with|what is this (bot|chat|thing)( for)?)$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Help();

    [GeneratedRegex($@"^({Hello}{To} )?((so )?(who|what) (are|r) (you|u)|are you (really )?(a |an |the )?(real |actual )?(person|human|human being|bot|robot|machine|computer|ai|chatgpt|gpt|program|author|doctor|physio|real)( or (just )?(a |an )?(real |actual )?(person|human|bot|robot|machine|computer|ai|program))?|(am i|are we) (talking|chatting|speaking) (to|with) (a |an )?(real |actual )?(person|human|bot|robot|machine|computer|ai|somebody|someone|program)( or (a |an )?(bot|human|person|machine))?|is (this|that|there) (a |an )?(real |actual )?(bot|robot|human|person|ai|machine|person here|human here)|what('s| is) your name|what are you called|who (made|built|wrote|created|runs|programmed) (you|this bot|this chat)|do you use (ai|chatgpt|gpt|a language model)|tell me about yourself)$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Who();

    [GeneratedRegex($@"^({Hello}{To} )?((can|could|may) (i|we) |i (want|would like|wanna|need|wish) to |i'd like to |let me |please )?((talk|speak|chat|write) (to|with) |contact |get |reach |connect me (to|with) |transfer me to |put me through to |give me |i want )?(a |an |the |some )?(real |actual |live )?(human|human being|person|someone|somebody|agent|operator|staff|support|customer service|someone real|somebody real|author|maintainer|maintainers|owner|representative)( please| now| here| instead| directly)*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Human();

    [GeneratedRegex(@"^((you|u|ur|you're|this|this bot|this thing|what a|that) )?((are|is|'re|re|was) )?(so |really |such |just |totally |absolutely |completely |very |fucking |bloody )*(a |an )?(piece of )?(stupid|useless|dumb|idiot|idiotic|moron|bad|worst|terrible|horrible|awful|rubbish|garbage|trash|crap|crappy|shit|bullshit|nonsense|pointless|worthless|annoying|suck|sucks|lame|joke|stupid bot|useless bot|bad bot|dumb bot|waste of time|no help|not helpful|unhelpful|not helping)( bot| thing| machine| answer| help)?$|^(f+u+c+k+|fuck you|fuck off|shut up|go away|wtf|damn you|screw you|i hate you|you know nothing|stupid|idiot)( bot)?$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Harsh();

    [GeneratedRegex(@"^(no|nope|nah|no thanks|no thank you|nothing|nothing else|never mind|nevermind|forget it|not now|not really|no that is all|no that's all|yes|yeah|yep|sure|yes please|hmm+|uh+|um+|oh)$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declines();

    [GeneratedRegex($@"^(({Hello}{To}|{Thank}{Much}|ok|okay|great|perfect|cool|nice)\s*[,.!;:\-–—\n]+\s*|{Hello}{To}\s+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opening();
}
