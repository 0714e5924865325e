using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Maintenance;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>Works off the open turns in their lanes.</summary>
internal sealed partial class TurnRunner(
    TurnQueue queue, TurnStore store, KnowledgeBase knowledge, ReaderMarks marks, Announcements announcements, IReplyChannel channel, TurnMetrics metrics, TimeProvider clock, ILogger<TurnRunner> logger) : BackgroundService
{
    /// <summary>A turn that was begun this often and never finished is answered with an apology, so that it cannot end the program for ever.</summary>
    private const int MostAttempts = 3;
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromSeconds(2);

    /// <summary>What was taken is still answered before the program ends, as far as there is time; the rest waits in the store.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        if (ExecuteTask is { } working)
        {
            await working.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, queue.Lanes).Select(number => Task.Run(() => WorkAsync(number, stoppingToken), CancellationToken.None)));

    private async Task WorkAsync(int lane, CancellationToken stopping)
    {
        try
        {
            await foreach (var turn in queue.Lane(lane).ReadAllAsync(stopping))
            {
                await RunAsync(turn, stopping);
                queue.Release(turn);
            }
        }
        catch (OperationCanceledException)
        {
            // Turns that are still waiting stay open in the store; another process, or the next start, takes them over.
        }
    }

    /// <summary>Tries until the turn is completed. It holds its lane meanwhile, so nothing of its conversation overtakes it.</summary>
    private async Task RunAsync(OpenTurn turn, CancellationToken stopping)
    {
        for (var left = await TryAsync(turn); left is { } again; left = await TryAsync(again))
        {
            await Task.Delay(BeforeTryingAgain, clock, stopping);
        }
    }

    /// <summary>Works on the first open turn of the conversation: messages that are taken at the same moment may come into the lane the other way round.</summary>
    /// <param name="next">What stood in the lane: one more turn of its conversation waits.</param>
    /// <returns>What is to be tried again; null where nothing is.</returns>
    private async Task<OpenTurn?> TryAsync(OpenTurn next)
    {
        var turn = next;
        var held = queue.SinceWhen(next);
        using var span = TurnMetrics.Begin(held.Request);
        try
        {
            if (await store.FirstAsync(next.ConversationId) is not { } begun)
            {
                // It may be completed by a commit whose answer was lost; then nobody has been woken yet.
                channel.Deliver(next.ConversationId);
                return null;
            }

            turn = begun.Turn with { TakenOver = next.TakenOver && next.Sequence == begun.Turn.Sequence };
            var attempts = turn.TakenOver ? await store.BeginAgainAsync(turn) : 1;

            var said = JsonSerializer.Deserialize(begun.Body, ActivityJson.Default.Activity)!;
            var (completed, outcome) = attempts > MostAttempts ? (await store.CompleteAsync(turn, channel.Body(Wording.Trouble(), turn, said.Locale), mark: null), "apology")
                : ReaderMarks.IsOne(said) ? (await MarkAsync(turn, said), "feedback")
                : await AnswerAsync(turn, said, begun.State);
            if (completed is not null)
            {
                metrics.Completed(span, clock.GetElapsedTime(held.Since), begun.Channel, outcome);
                channel.Deliver(turn.ConversationId);
            }

            return null;
        }
#pragma warning disable CA1031 // The one place that catches the unexpected of a turn: the turn stays open and is tried again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            metrics.Failed(span, error);
            Log.TurnFailed(logger, turn.ConversationId, turn.Sequence, error);

            // What the store's trouble ended is no try that counts.
            return error is StorageUnavailableException ? turn : turn with { TakenOver = true };
        }
    }

    private async Task<long?> MarkAsync(OpenTurn turn, Activity said)
    {
        // It was read before it was taken, and nothing that it speaks of goes away while the conversation lasts.
        var mark = (await marks.ReadAsync(turn.ConversationId, said)).Mark;
        return await store.CompleteAsync(turn, channel.Body(mark is null ? Wording.Trouble() : ReaderMarks.ReplyTo(mark), turn, said.Locale), mark);
    }

    private async Task<(long? Completed, string Outcome)> AnswerAsync(OpenTurn turn, Activity said, string state)
    {
        var used = knowledge.Current!;
        var (next, reply, inbox, question) = Step(turn, said, state, used);
        var completed = await store.CompleteAsync(turn, channel.Body(reply, turn, said.Locale), next?.Write() ?? state, inbox, question, TallyOf(said.Text ?? "", state, reply, next));
        if (inbox is not null && knowledge.Current != used)
        {
            // It was asked of what is no longer in use, and the look at who waits may have come too early to see it.
            announcements.LookAgain();
        }

        return (completed, next is null ? "apology" : NameOf(reply.Outcome));
    }

    private static string NameOf(Outcome outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());

    /// <summary>What is counted of a reply: never anybody's words.</summary>
    private static Tally TallyOf(string text, string stored, Reply reply, DialogState? next) => new(
        NameOf(reply.Outcome),
        [.. reply.Citations.Select(citation => citation.Id)],
        reply.Outcome is Outcome.Answered ? next?.About?.Unit : null,
        next is null ? null : GoesOn(DialogState.Read(stored), text, reply, next));

    /// <summary>Whether the message went on with an earlier question, and how; null where it was one of its own.</summary>
    private static string? GoesOn(DialogState before, string text, Reply reply, DialogState next) =>
        reply.Outcome is Outcome.Safety ? null
        : before.Open is { } open && Choosing.Taken(open, text) is not null ? Tally.Choice
        : reply.Outcome is Outcome.Guide && before.Guide is { } place && !(place.Done && next.Guide is { Before.Count: 0 }) && (next.Guide is null || next.Guide.Guide == place.Guide) ? Tally.GuideStep
        : null;

    /// <returns>No state where the step failed: the conversation keeps the one it has.</returns>
    private (DialogState? Next, Reply Reply, InboxItem? Inbox, string? Question) Step(OpenTurn turn, Activity said, string stored, Snapshot knowledge)
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
                return (step.Next, step.Reply.Outcome is Outcome.Answered ? step.Reply with { Question = Alone(state, step.Next, text) } : step.Reply, null, about);
            }

            // Where these words alone have an answer already, the talk around them made that it was not given: it is no news.
            // Without a talk around them they were searched for alone just now.
            var item = new InboxItem(question, reason, OnlyNew: reason is "noneOfThese" || (state.About is not null && InVain.AskAgain(question, knowledge) is not null));
            return (step.Next, InVain.Marked(step.Reply, question, knowledge), item, about);
        }
#pragma warning disable CA1031 // Whatever a step threw, the person gets a polite reply and the log the ids.
        catch (Exception error)
#pragma warning restore CA1031
        {
            metrics.Failed(System.Diagnostics.Activity.Current, error);
            Log.TurnFailed(logger, turn.ConversationId, turn.Sequence, error);
            return (null, Wording.Trouble(), null, null);
        }
    }

    /// <summary>The question that gets the same answer without the talk around it: the words themselves where there was none.</summary>
    private static string Alone(DialogState before, DialogState next, string text) =>
        before is { About: null, Open: null } ? text : next.About?.Question ?? text;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {Conversation} {Sequence} failed")]
        public static partial void TurnFailed(ILogger logger, string conversation, long sequence, Exception error);
    }
}
