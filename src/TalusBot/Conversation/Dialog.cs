using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Conversation;

/// <summary>One turn of talk as a pure function: state and words in, next state and reply out.</summary>
internal static class Dialog
{
    /// <summary>Longer messages are not searched for answers; warning signs are looked for in all of them.</summary>
    public const int LongestQuestion = 4_000;

    public static Step Advance(DialogState state, Said said, Snapshot knowledge)
    {
        var step = Respond(state, said, knowledge);
        return step.Reply.Outcome is Outcome.Smalltalk || state.NoticeGiven
            ? step
            : step with { Next = step.Next with { NoticeGiven = true }, Reply = step.Reply with { Notice = Wording.Notice } };
    }

    private static Step Respond(DialogState state, Said said, Snapshot knowledge)
    {
        // A guide ends in exercises; with a warning sign in the air there must be none.
        if (knowledge.Safety.Check(said.Text) is { } finding)
        {
            return new Step(state with { Alarm = finding.Rule.Id, Guide = null, Open = null }, SafetyReply.From(finding, said.Locale));
        }

        var text = Courtesy.Calmed(said.Text);
        if (Alarms.TakenBack(state, text) is { } calm)
        {
            return calm;
        }

        if (state.Open is { } open && Choosing.Taken(open, text) is { } taken)
        {
            return GuidePlay.AskAgain(Taken(state with { Open = null }, taken, open.Question, knowledge), knowledge);
        }

        var wasAsked = state is { Open: not null } or { Guide.Done: false };
        state = state with { Open = null };
        return GuidePlay.Play(state, text, knowledge) is { } played ? played
            : !wasAsked && Choosing.OnlyChooses(text) ? new Step(state, Wording.NothingToChoose(knowledge.Site))
            : GuidePlay.AskAgain(Talk(state, text, knowledge), knowledge);
    }

    private static Step Taken(DialogState state, Choosing.Choice taken, string question, Snapshot knowledge) => taken.IsNone
        ? new Step(state, Wording.NoneMeant(), ForMaintainers: "noneOfThese", question)
        : knowledge.Answers.From(taken.Unit!, question) is { } chosen
            ? Told(state, chosen, question, knowledge)
            : new Step(state, Wording.ChoiceGone(knowledge.Site));

    private static Step Talk(DialogState state, string text, Snapshot knowledge)
    {
        if (!Courtesy.HasWords(text))
        {
            return new Step(state, Wording.NothingSaid(knowledge.Site));
        }

        if (text.Length > LongestQuestion)
        {
            return new Step(state, Wording.TooLong());
        }

        if (AboutTopic.Reply(state, text, knowledge) is { } about)
        {
            return about;
        }

        if (Courtesy.Reply(text, knowledge) is { } polite)
        {
            return new Step(state, polite);
        }

        var (answer, question) = knowledge.Answers.Pick(Courtesy.Without(text), state.About);
        return Told(state, answer, question, knowledge);
    }

    private static Step Told(DialogState state, Answer answer, string question, Snapshot knowledge) => answer switch
    {
        Answer.Covered covered => new Step(state with { About = TopicOf(covered, question, knowledge) }, Alarms.Reminding(state, AnswerReply.From(covered, question))),
        Answer.Several several => new Step(state with { About = TopicOf(several.Both[1], question, knowledge) }, Alarms.Reminding(state, AnswerReply.From(several))),
        Answer.Led led => GuidePlay.Start(state, led.Guide, knowledge),
        Answer.OtherLanguage => new Step(state, Wording.OnlyEnglish(knowledge.Site)),
        Answer.Unsure unsure => new Step(state with { Open = new OpenChoices(question, unsure.Choices) }, AnswerReply.From(unsure)),
        Answer.NotCovered missing => new Step(state with { About = new Topic(question, Unit: null, [.. new[] { missing.AskedCitation, missing.AskedBack }.OfType<Citation>().Select(QuotePlace.Of)]) }, AnswerReply.From(missing), ForMaintainers: "notCovered", question),
        var other => throw new InvalidOperationException($"No reply for a {other.GetType().Name}."),
    };

    /// <summary>The talk is about the answered question from now on, in the words of the entry where one answered.</summary>
    private static Topic TopicOf(Answer.Covered covered, string question, Snapshot knowledge) => new(
        knowledge.Entries.FirstOrDefault(entry => entry.Id == covered.Unit)?.Question ?? question,
        covered.Unit,
        [.. covered.Quotes.Select(quote => QuotePlace.Of(quote.Citation))]);
}
