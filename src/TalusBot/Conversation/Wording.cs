using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Conversation;

/// <summary>
/// Every sentence of our own that people read in a chat, apart from the logic. The words stand in <c>Wording.resx</c>, under the
/// name of the member that says them; a part of a reply has a dot and the part's name or number after it.
/// </summary>
internal static class Wording
{
    private static readonly ResourceManager Texts = new(typeof(Wording));

    public static string Notice => Text();

    public static Reply Welcome(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, Filled("Welcome.1", site.Name), Text("Welcome.2"));

    public static Reply Greeting(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, Text());

    public static Reply Thanks() => Reply.Plain(Outcome.Smalltalk, [], Text());

    public static Reply HowAreYou(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, Text());

    public static Reply Harsh(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, Text());

    public static Reply Declined() => Reply.Plain(Outcome.Smalltalk, [], Text());

    public static Reply Human(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, Text("Human.1"), Text("Human.2"));

    public static Reply Goodbye() => Reply.Plain(Outcome.Smalltalk, [], Text());

    public static Reply Help(Site site, IReadOnlyList<string> covered) => new(
        Outcome.Smalltalk, [new Block.Words(Filled(nameof(Help), site.Name)), new Block.Bullets(covered)], [], [], site.Examples);

    public static Reply NothingSaid(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, Text());

    public static Reply TooLong() => Reply.Plain(Outcome.NotCovered, [], Text());

    /// <summary>Something of ours went wrong.</summary>
    public static Reply Trouble() => Reply.Plain(Outcome.NotCovered, [], Text());

    public static string NotCovered => Text();

    /// <summary>To somebody whose question is not kept.</summary>
    public static string NotCoveredUnnoted => Text();

    public static string ReadNext => Text();

    public static Reply OnlyEnglish(Site site) => Reply.Plain(Outcome.NotCovered, site.Examples, Text());

    public static string ShowMore => Text();

    public static Reply NothingToShow(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, Text());

    /// <summary>Before the speaker's words: who wrote them and when. Ends in a colon.</summary>
    public static string SaidBy(Citation citation)
    {
        var speaker = citation.Role is Role.Author ? Filled("SaidBy.Author", citation.Speaker)
            : citation.Speaker == Site.NamelessReader ? Text("Nameless")
            : Filled("SaidBy.Reader", citation.Speaker);
        return citation.Date is { } day
            ? Filled("SaidBy.Dated", speaker, day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture))
            : Filled("SaidBy.Undated", speaker);
    }

    public static Reply NobodySaid() => Reply.Plain(Outcome.NotCovered, [], Text());

    public static string Doubted => Text();

    public static string NoDiagnosis => Text();

    public static string AlarmFirst => Text();

    public static Reply AlarmTakenBack() => Reply.Plain(Outcome.Smalltalk, [], Text());

    public static Reply NoGuideNow() => Reply.Plain(Outcome.Safety, [], Text("NoGuideNow.1"), Text("NoGuideNow.2"));

    public static Reply GuideChanged(IReadOnlyList<string> guides) => Reply.Plain(Outcome.Smalltalk, guides, Text());

    public static string AtTheStart => Text();

    public static Reply LeftGuide(string guide) => Reply.Plain(Outcome.Done, [guide], Text());

    public static string WhyAsked => Text();

    public static string BackToGuide => Text();

    public static string GuideEnd => Text();

    public static string Back => Text();

    public static string Leave => Text();

    public static string StartOver => Text();

    public static string DidYouMean => Text();

    public static string DidYouMeanThis => Text();

    public static string NoneOfThese => Text();

    public static Reply NoneMeant() => Reply.Plain(Outcome.NotCovered, [], Text());

    /// <summary>To a number or the like that answers no question of the bot's.</summary>
    public static Reply NothingToChoose(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, Text());

    public static Reply ChoiceGone(Site site) => Reply.Plain(Outcome.NotCovered, site.Examples, Text());

    public static string AskedBefore(DateOnly? date) => Filled(nameof(AskedBefore), Month(date));

    public static string Noted => Text();

    public static string AskedBack(DateOnly? date) => Filled(nameof(AskedBack), Month(date));

    public static string PictureFollows => Text();

    public static string Nearby => Text();

    /// <summary>The line above a quote: whose words, to whom, when. Ends in a colon.</summary>
    /// <param name="repliesToReader">The words answer a reader's question.</param>
    /// <param name="endorsed">The author agreed with these words of a reader.</param>
    public static string Frame(Citation citation, bool repliesToReader, bool endorsed) => citation.Role switch
    {
        Role.Author when citation.Date is null => Text("Frame.Article"),
        Role.Author => Filled(repliesToReader ? "Frame.Replied" : "Frame.Commented", Month(citation.Date)),
        Role.Reader when citation.Quote.EndsWith('?') => Filled("Frame.Asked", Reader(citation), Month(citation.Date)),
        Role.Reader => Filled(endorsed ? "Frame.Endorsed" : "Frame.Reader", Reader(citation), Month(citation.Date)),
        _ => Text("Frame.Maintainers"),
    };

    /// <summary>The line above a reader's question that makes the quote below it understandable.</summary>
    public static string AskedFrame(DateOnly? date) => Filled(nameof(AskedFrame), Month(date));

    public static Reply ThumbUp() => Reply.Plain(Outcome.Feedback, [], Text());

    public static Reply ThumbDown() => Reply.Plain(Outcome.Feedback, [], Text());

    public static Reply ThumbTakenBack() => Reply.Plain(Outcome.Feedback, [], Text());

    public static Reply QuestionSent() => Reply.Plain(Outcome.Done, [], Text());

    /// <summary>Where it takes longer than a place can wait that no message can be sent to.</summary>
    public static string TooSlow => Text();

    public static string YouAsked => Text();

    public static string AnswerNow => Text();

    /// <summary>What a reader may write under the article instead.</summary>
    public static string Comment(string question) => Filled(nameof(Comment), question);

    public static string SafetyAdvice => Text();

    /// <summary>Below safety advice that others can read.</summary>
    public static string OthersReadAlong => Text();

    /// <summary>Opens a chat that only the bot and the person read.</summary>
    public static string WriteAlone => Text();

    public static string Sources => Text();

    /// <summary>Below a choice that can be answered by another message with a mention only.</summary>
    public static string AnswerByMention => Text();

    public static string SendQuestion => Text();

    public static string AskInComment => Text();

    public static string YouChose(string choice) => Filled(nameof(YouChose), choice);

    public static string CardOutdated => Text();

    /// <summary>To a press on what another person was asked.</summary>
    public static string AskedOfAnother => Text();

    /// <summary>Above examples, where nothing has been asked yet.</summary>
    public static string SearchHint => Text();

    /// <summary>Where a search cannot give what was asked for, and a talk can.</summary>
    public static string AskInChat => Text();

    /// <summary>A reader with the name that the site shows, where it shows one.</summary>
    private static string Reader(Citation citation) => citation.Speaker == Site.NamelessReader ? Text("Nameless") : Filled("Frame.Named", citation.Speaker);

    /// <summary>With a blank before it, so that a sentence without a date has no gap.</summary>
    private static string Month(DateOnly? date) => date is { } day ? " " + Filled(nameof(Month), day.ToString("MMMM yyyy", CultureInfo.InvariantCulture)) : "";

    private static string Text([CallerMemberName] string name = "") =>
        Texts.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException($"Wording.resx has no text named \"{name}\".");

    private static string Filled(string name, params object[] values) => string.Format(CultureInfo.InvariantCulture, Text(name), values);
}
