using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>Works off the open turns: first those that an earlier run of this program left behind, then those that come in.</summary>
internal sealed partial class TurnRunner(TurnQueue queue, ConversationStore store, KnowledgeBase knowledge, IReplyChannel channel, TimeProvider clock, ILogger<TurnRunner> logger) : BackgroundService
{
    /// <summary>A turn that was begun this often and never finished is answered with an apology, so that it cannot end the program for ever.</summary>
    private const int MostAttempts = 3;
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lanes = Enumerable.Range(0, queue.Lanes).Select(number => Task.Run(() => WorkAsync(number, stoppingToken), CancellationToken.None)).ToList();
        var left = await store.ClaimOpenAsync(stoppingToken);
        if (left.Count > 0)
        {
            Log.TakingOver(logger, left.Count);
        }

        foreach (var turn in left)
        {
            await queue.EnqueueAsync(turn, stoppingToken);
        }

        await Task.WhenAll(lanes);
    }

    private async Task WorkAsync(int lane, CancellationToken stopping)
    {
        try
        {
            await foreach (var turn in queue.Lane(lane).ReadAllAsync(stopping))
            {
                await RunAsync(turn, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // Turns that are still waiting stay open in the store; the next start takes them over.
        }
    }

    private async Task RunAsync(OpenTurn turn, CancellationToken stopping)
    {
        try
        {
            if (store.ReadTurn(turn) is not { } begun)
            {
                return;
            }

            var said = JsonSerializer.Deserialize(begun.Body, ActivityJson.Default.Activity)!;
            var (next, reply, inbox) = Step(turn, said, DialogState.Read(begun.State));
            if (await store.CompleteAsync(turn, channel.Body(reply, turn, said.Locale), next.Write(), inbox, CancellationToken.None) is not null)
            {
                channel.Deliver(turn.ConversationId);
            }
        }
#pragma warning disable CA1031 // The one place that catches the unexpected of a turn: the turn stays open and the lane goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.TurnFailed(logger, turn.ConversationId, turn.Sequence, error);
            _ = TryAgainAsync(turn, stopping);
        }
    }

    /// <summary>The store did not take the reply (a full disk, say): the turn is still open, so it gets another chance.</summary>
    private async Task TryAgainAsync(OpenTurn turn, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(BeforeTryingAgain, clock, stopping);
            await queue.EnqueueAsync(turn, stopping);
        }
        catch (OperationCanceledException)
        {
            // The next start takes it over.
        }
    }

    private (DialogState Next, Reply Reply, InboxItem? Inbox) Step(OpenTurn turn, Activity said, DialogState state)
    {
        if (turn.Attempts > MostAttempts || knowledge.Current is not { } snapshot)
        {
            return (state, Wording.Trouble(), null);
        }

        try
        {
            var step = Dialog.Advance(state, new Said(said.Text ?? "", said.Locale), snapshot);
            return (step.Next, step.Reply, step.ForMaintainers is { } reason ? new InboxItem(said.Text ?? "", reason) : null);
        }
#pragma warning disable CA1031 // Whatever a step threw, the person gets a polite reply and the log the ids.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.TurnFailed(logger, turn.ConversationId, turn.Sequence, error);
            return (state, Wording.Trouble(), null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Taking over {Count} messages that were still waiting for their reply")]
        public static partial void TakingOver(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "Turn {Conversation} {Sequence} failed")]
        public static partial void TurnFailed(ILogger logger, string conversation, long sequence, Exception error);
    }
}
