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
        if (knowledge.Safety.Check(said.Text) is { } finding)
        {
            return new Step(state, SafetyReply.From(finding, said.Locale));
        }

        if (string.IsNullOrWhiteSpace(said.Text))
        {
            return new Step(state, Wording.NothingSaid(knowledge.Site));
        }

        if (said.Text.Length > LongestQuestion)
        {
            return new Step(state, Wording.TooLong());
        }

        if (state.Open is { } open && Choosing.Taken(open, said.Text) is { } taken)
        {
            return taken.IsNone
                ? new Step(Closed(state), Wording.NoneMeant(), ForMaintainers: "noneOfThese", open.Question)
                : knowledge.Answers.From(taken.Unit!, open.Question) is { } chosen
                    ? Told(Closed(state), chosen, open.Question, knowledge)
                    : new Step(Closed(state), Wording.ChoiceGone(knowledge.Site));
        }

        if (MoreWords.Asks(said.Text))
        {
            return MoreWords.Show(state, knowledge);
        }

        if (Smalltalk.Reply(said.Text, knowledge) is { } polite)
        {
            return new Step(state, polite);
        }

        var question = Smalltalk.Without(said.Text);
        return Told(Closed(state), knowledge.Answers.Pick(question), question, knowledge);
    }

    private static Step Told(DialogState state, Answer answer, string question, Snapshot knowledge) => answer switch
    {
        Answer.Covered covered => new Step(state.About(covered.Quotes), AnswerReply.From(covered)),
        Answer.Several several => new Step(state.About([.. several.Both.SelectMany(one => one.Quotes)]), AnswerReply.From(several)),
        Answer.OtherLanguage => new Step(state, Wording.OnlyEnglish(knowledge.Site)),
        Answer.Unsure unsure => new Step(state with { Open = new OpenChoices(question, unsure.Choices) }, AnswerReply.From(unsure)),
        Answer.NotCovered missing => new Step(state, AnswerReply.From(missing), ForMaintainers: "notCovered"),
        var other => throw new InvalidOperationException($"No reply for a {other.GetType().Name}."),
    };

    private static DialogState Closed(DialogState state) => state.Open is null ? state : state with { Open = null };
}
