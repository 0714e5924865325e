using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>Works off the open turns in their lanes.</summary>
internal sealed class TurnRunner(
    TurnQueue queue, TurnStore store, Answering answering, ReaderMarks marks, IReplyChannel channel, TurnMetrics metrics, TimeProvider clock, ILogger<TurnRunner> logger) : BackgroundService
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
            TurnLog.Failed(logger, turn.ConversationId, turn.Sequence, error);

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
        var answered = answering.Answer(turn, said, state);
        var completed = await store.CompleteAsync(turn, channel.Body(answered.Reply, turn, said.Locale), answered.Kept);
        answering.Written(answered);
        return (completed, answered.Outcome);
    }
}
