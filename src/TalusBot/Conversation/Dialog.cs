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
        var step = Answer(state, said, knowledge);
        return step.Reply.Outcome is Outcome.Smalltalk || state.NoticeGiven
            ? step
            : step with { Next = step.Next with { NoticeGiven = true }, Reply = step.Reply with { Notice = Wording.Notice } };
    }

    private static Step Answer(DialogState state, Said said, Snapshot knowledge)
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

        return Smalltalk.Reply(said.Text, knowledge) is { } polite
            ? new Step(state, polite)
            : knowledge.Answers.Pick(said.Text) switch
            {
                Answer.Covered covered => new Step(state, AnswerReply.From(covered)),
                Answer.NotCovered missing => new Step(state, AnswerReply.From(missing), ForMaintainers: "notCovered"),
                var other => throw new InvalidOperationException($"No reply for a {other.GetType().Name}."),
            };
    }
}
