using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Maintenance;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>From a message and what the dialog remembers to a reply and what stays of both.</summary>
internal sealed class Answering(KnowledgeBase knowledge, Announcements announcements, TurnMetrics metrics, ILogger<Answering> logger)
{
    /// <summary>Whether there is any knowledge to answer from.</summary>
    public bool IsReady => knowledge.Current is not null;

    /// <param name="turn">Names the message where something goes wrong.</param>
    /// <param name="stored">The dialog's state as the store has it.</param>
    public Answered Answer(OpenTurn turn, Activity said, string stored)
    {
        var used = knowledge.Current!;
        var (before, next, reply, inbox, question) = Step(turn, said, stored, used);
        return new Answered(
            reply,
            new Kept(next?.Write() ?? stored, inbox, question, TallyOf(before, said.Text ?? "", reply, next)),
            next is null ? "apology" : NameOf(reply.Outcome),
            used);
    }

    /// <summary>What became of the message is on disk.</summary>
    public void Written(Answered answered)
    {
        if (answered.Kept.Inbox is not null && knowledge.Current != answered.Used)
        {
            // It was asked of what is no longer in use, and the look at who waits may have come too early to see it.
            announcements.LookAgain();
        }
    }

    private static string NameOf(Outcome outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());

    /// <summary>What is counted of a reply: never anybody's words.</summary>
    private static Tally TallyOf(DialogState? before, string text, Reply reply, DialogState? next) => new(
        NameOf(reply.Outcome),
        [.. reply.Citations.Select(citation => citation.Id)],
        reply.Outcome is Outcome.Answered ? next?.About?.Unit : null,
        next is null ? null : GoesOn(before!, text, reply, next));

    /// <summary>Whether the message went on with an earlier question, and how; null where it was one of its own.</summary>
    private static string? GoesOn(DialogState before, string text, Reply reply, DialogState next) =>
        reply.Outcome is Outcome.Safety ? null
        : before.Open is { } open && Choosing.Taken(open, text) is not null ? Tally.Choice
        : reply.Outcome is Outcome.Guide && before.Guide is { } place && !(place.Done && next.Guide is { Before.Count: 0 }) && (next.Guide is null || next.Guide.Guide == place.Guide) ? Tally.GuideStep
        : null;

    /// <returns>No states where the step failed: the conversation keeps the one it has.</returns>
    private (DialogState? Before, DialogState? Next, Reply Reply, InboxItem? Inbox, string? Question) Step(OpenTurn turn, Activity said, string stored, Snapshot knowledge)
    {
        try
        {
            var state = DialogState.Read(stored);
            var text = said.Text ?? "";
            var step = Dialog.Advance(state, new Said(text, said.Locale), knowledge);
            var question = step.About ?? (state.Open is { } open && Choosing.Taken(open, text) is not null ? open.Question : text);
            var about = question == text ? null : question;
            if (step.ForMaintainers is not { } reason)
            {
                return (state, step.Next, step.Reply.Outcome is Outcome.Answered ? step.Reply with { Question = Alone(state, step.Next, text) } : step.Reply, null, about);
            }

            // Where these words alone have an answer already, the talk around them made that it was not given: it is no news.
            // Without a talk around them they were searched for alone just now.
            var item = new InboxItem(question, reason, OnlyNew: reason is "noneOfThese" || (state.About is not null && InVain.AskAgain(question, knowledge) is not null));
            return (state, step.Next, InVain.Marked(step.Reply, question, knowledge), item, about);
        }
#pragma warning disable CA1031 // Whatever a step threw, the person gets a polite reply and the log the ids.
        catch (Exception error)
#pragma warning restore CA1031
        {
            metrics.Failed(System.Diagnostics.Activity.Current, error);
            TurnLog.Failed(logger, turn.ConversationId, turn.Sequence, error);
            return (null, null, Wording.Trouble(), null, null);
        }
    }

    /// <summary>The question that gets the same answer without the talk around it: the words themselves where there was none.</summary>
    private static string Alone(DialogState before, DialogState next, string text) =>
        before is { About: null, Open: null } ? text : next.About?.Question ?? text;
}

/// <param name="Kept">What stays of it beside the words.</param>
/// <param name="Outcome">As it is counted.</param>
/// <param name="Used">The knowledge it was answered from.</param>
internal sealed record Answered(Reply Reply, Kept Kept, string Outcome, Snapshot Used);
