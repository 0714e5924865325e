using System.Globalization;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Conversation;

/// <summary>Every sentence of our own that people read in a chat, in one place, apart from the logic.</summary>
internal static class Wording
{
    public const string Notice = "These are quotes from a blog, not medical advice.";

    public static Reply Welcome(Site site) => Reply.Plain(
        Outcome.Smalltalk,
        site.Examples,
        $"Hello, I am {site.Name}. I look up what the author wrote here, and what was said in the comments, and show you the exact words.",
        "What would you like to know?");

    public static Reply Greeting(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, "Hello. What would you like to know?");

    public static Reply Thanks() => Reply.Plain(Outcome.Smalltalk, [], "You are welcome. Ask me anything else about the article.");

    public static Reply HowAreYou(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, "I am a program, so I am always the same, but thank you for asking. What would you like to know?");

    public static Reply Harsh(Site site) => Reply.Plain(
        Outcome.Smalltalk, site.Examples, "I am sorry that I was no help. I only know one article and its comments. Try to ask in other words, or tell the people who look after me with the button below an answer.");

    public static Reply Declined() => Reply.Plain(Outcome.Smalltalk, [], "All right. Ask me whenever you like.");

    public static Reply Human(Site site) => Reply.Plain(
        Outcome.Smalltalk,
        site.Examples,
        "There is no person in this chat; I am a program. What I cannot answer goes to the people who look after me, and they read it. You can also write a comment below the article.",
        "If it is about your health and cannot wait, please see a doctor.");

    public static Reply Goodbye() => Reply.Plain(Outcome.Smalltalk, [], "Goodbye, and take care.");

    public static Reply Help(Site site, IReadOnlyList<string> covered) => new(
        Outcome.Smalltalk,
        [
            new Block.Words($"I am {site.Name}, a program that looks up answers in one article and its comments. I only quote what people wrote there. Questions like these have answers:"),
            new Block.Bullets(covered),
        ],
        [],
        [],
        site.Examples);

    public static Reply NothingSaid(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, "I did not get any words. What would you like to know?");

    public static Reply TooLong() => Reply.Plain(Outcome.NotCovered, [], "That is a lot of text for me. Please ask in a few sentences, one or two questions at a time.");

    /// <summary>Something of ours went wrong.</summary>
    public static Reply Trouble() => Reply.Plain(Outcome.NotCovered, [], "Sorry, something went wrong on my side. Please ask again in a moment.");

    public const string NotCovered = "The article and its comments do not say, as far as I can find. I have noted your question for the people who look after me.";

    public const string ReadNext = "The author adds for further reading:";

    public static Reply OnlyEnglish(Site site) => Reply.Plain(
        Outcome.NotCovered,
        site.Examples,
        "I am sorry, I only understand English so far. Please ask in English; simple words are fine.");

    public const string ShowMore = "Show more";

    public static Reply NothingToShow(Site site) => Reply.Plain(Outcome.Smalltalk, site.Examples, "There is nothing to show more of yet. What would you like to know?");

    /// <summary>Before the speaker's words: who wrote them and when. Ends in a colon.</summary>
    public static string SaidBy(Citation citation) =>
        (citation.Role is Role.Author ? $"{citation.Speaker}, the author, " : citation.Speaker == Site.NamelessReader ? "A reader " : $"{citation.Speaker}, a reader, ")
        + (citation.Date is { } day ? $"wrote this on {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}:" : "wrote this in the article, which has no date:");

    public static Reply NobodySaid() => Reply.Plain(Outcome.NotCovered, [], "Nobody has, as far as I can find. My last reply had no answer to quote.");

    public const string Doubted = "I only show you what was written. Here are the exact words. Whether they fit you, I cannot tell.";

    public const string NoDiagnosis = "I cannot tell what you have. Only someone who looks at it can. This is what was written about it:";

    public const string AlarmFirst = "First, please have the sign looked at that you told me about.";

    public static Reply AlarmTakenBack() => Reply.Plain(Outcome.Smalltalk, [], "Good, then I read it wrong. What would you like to know?");

    public static Reply NoGuideNow() => Reply.Plain(
        Outcome.Safety, [], "You told me about a sign that a doctor should look at first. Until then I will not lead you through a check.", "If I misread you, say “false alarm” and we can start.");

    public static Reply GuideChanged(IReadOnlyList<string> guides) => Reply.Plain(Outcome.Smalltalk, guides, "That check has just been changed. Please start it again.");

    public const string AtTheStart = "That is the first question already.";

    public static Reply LeftGuide(string guide) => Reply.Plain(Outcome.Done, [guide], "We stop here. You can start it again any time.");

    public const string WhyAsked = "I ask because of these words:";

    public const string BackToGuide = "Back to the check:";

    public const string GuideEnd = "This only tells which pattern fits what was written. It is no diagnosis.";

    public const string Back = "Back";

    public const string Leave = "Leave the check";

    public const string StartOver = "Start over";

    public const string DidYouMean = "I am not sure what you are after. Is it one of these?";

    public const string DidYouMeanThis = "I am not sure what you are after. Is it this?";

    public const string NoneOfThese = "None of these";

    public static Reply NoneMeant() => Reply.Plain(Outcome.NotCovered, [], "Then I have no answer to that. " + Noted);

    public static Reply ChoiceGone(Site site) => Reply.Plain(Outcome.NotCovered, site.Examples, "That answer has just been changed. Please ask again.");

    public static string AskedBefore(DateOnly? date) => $"A reader asked something like this{In(date)}, and nobody has answered it yet:";

    public const string Noted = "I have noted your question for the people who look after me.";

    public static string AskedBack(DateOnly? date) => $"The author asked back{In(date)}, and the talk ended there:";

    public const string PictureFollows = "A picture or a clip follows there. I can only show you the words.";

    public const string Nearby = "What they do answer close to this:";

    /// <summary>The line above a quote: whose words, to whom, when. Ends in a colon.</summary>
    /// <param name="repliesToReader">The words answer a reader's question.</param>
    /// <param name="endorsed">The author agreed with these words of a reader.</param>
    public static string Frame(Citation citation, bool repliesToReader, bool endorsed) => citation.Role switch
    {
        Role.Author when citation.Date is null => "The author, in the article:",
        Role.Author when repliesToReader => $"The author, replying to a reader{In(citation.Date)}:",
        Role.Author => $"The author, in a comment{In(citation.Date)}:",
        Role.Reader when citation.Quote.EndsWith('?') => $"{Reader(citation)} asked{In(citation.Date)}:",
        Role.Reader when endorsed => $"{Reader(citation)}{In(citation.Date)}, and the author agreed:",
        Role.Reader => $"{Reader(citation)}{In(citation.Date)}, not the author:",
        _ => "The people who look after this bot:",
    };

    /// <summary>The line above a reader's question that makes the quote below it understandable.</summary>
    public static string AskedFrame(DateOnly? date) => $"A reader asked{In(date)}:";

    /// <summary>A reader with the name that the site shows, where it shows one.</summary>
    private static string Reader(Citation citation) => citation.Speaker == Site.NamelessReader ? "A reader" : $"The reader {citation.Speaker}";

    private static string In(DateOnly? date) => date is { } day ? " in " + day.ToString("MMMM yyyy", CultureInfo.InvariantCulture) : "";

    public static Reply ThumbUp() => Reply.Plain(Outcome.Feedback, [], "Thank you, that helps.");

    public static Reply ThumbDown() => Reply.Plain(Outcome.Feedback, [], "Thank you for telling us. Somebody will look at this answer.");

    public static Reply ThumbTakenBack() => Reply.Plain(Outcome.Feedback, [], "Taken back.");

    public static Reply QuestionSent() => Reply.Plain(Outcome.Done, [], "I have sent your question to the people who look after me. If it is answered, I will tell you here.");

    public const string YouAsked = "You asked: ";

    public const string AnswerNow = ". There is an answer now:";

    /// <summary>What a reader may write under the article instead.</summary>
    public static string Comment(string question) => $"Hello, I could not find an answer to this in the article or the comments: {question} Does anybody know? Thank you.";
}
