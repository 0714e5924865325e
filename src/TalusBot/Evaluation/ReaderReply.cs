using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Evaluation;

/// <summary>What a reader is told who asks in a new conversation, summed up so that two snapshots can be compared.</summary>
internal static class ReaderReply
{
    /// <summary>For <see cref="Impact"/>.</summary>
    public static ReplySummary Of(Snapshot knowledge, ImpactQuestion question)
    {
        var state = new DialogState();
        Reply? reply = null;
        foreach (var turn in question.Turns)
        {
            (state, reply, _, _) = Dialog.Advance(state, new Said(turn, Locale: null), knowledge);
        }

        var fault = question.Golden is { } golden ? Judge.Fault(golden, Examination.Seen(reply!), citation => Examination.IsVerbatim(citation, knowledge)) : null;
        return new ReplySummary(ReplyFacts.OutcomeName(reply!.Outcome), UnitOf(reply, state, knowledge), Shown(reply), reply.Citations is [var first, ..] ? first.Quote : null, reply.Citations is [var cited, ..] ? cited.Id : null, fault);
    }

    private static string? UnitOf(Reply reply, DialogState state, Snapshot knowledge) => reply.Outcome switch
    {
        Outcome.Answered => state.About?.Unit,
        Outcome.Guide => knowledge.Guides.FirstOrDefault(guide => guide.Id == state.Guide?.Guide) is { } guide ? Unit.OfGuide.IdOf(guide) : null,
        Outcome.Safety => state.Alarm,
        _ => null,
    };

    /// <summary>What is offered beside an answer, named near a question without one, or said of the bot itself is no part of the answer.</summary>
    private static string Shown(Reply reply) => reply.Outcome switch
    {
        Outcome.Smalltalk => "",
        Outcome.NotCovered => string.Join('\n', reply.Citations.Select(citation => $"{citation.Id}: {citation.Quote}")),
        _ => ReplyMarkdown.Write(reply with { Notice = null }),
    };
}
