using System.Text.Json;
using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels.DirectLine;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>Sends the next reply of a conversation to where that is just now, and notes on disk how far it got.</summary>
internal sealed partial class ReplySender(
    ConversationStore log, ConnectorStore store, ConnectorClient client, ConnectorMetrics metrics, IOptions<ConnectorOptions> options, TimeProvider clock, ILogger<ReplySender> logger)
{
    private const int Page = 20;
    private static readonly TimeSpan BeforeNotingAgain = TimeSpan.FromSeconds(1);

    /// <summary>What was written before this run of the program; it may have been sent, too.</summary>
    private readonly long startedAt = clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Works on the next reply until it is sent or given up, until its conversation moves, or until the channel has to be left alone for a while and that is over.</summary>
    /// <returns>False where nothing is left to send.</returns>
    public async Task<bool> SendNextAsync(ConversationWork work, CancellationToken stopping)
    {
        var moved = work.BeginReading();
        work.Seen = await log.LastSequenceAsync(work.Conversation, stopping) ?? 0;
        if (await store.DeliveryAsync(work.Conversation) is not { } state)
        {
            return false;
        }

        var entries = await log.ReadLogAsync(work.Conversation, state.Delivered, Page, stopping);
        foreach (var entry in entries)
        {
            stopping.ThrowIfCancellationRequested();
            if (await TakeUpAsync(new Upcoming(work, state, entry, moved, stopping)))
            {
                return true;
            }
        }

        if (entries.Count == 0)
        {
            return false;
        }

        // Nothing of it is for the channel, such as a reaction that no reply follows: so far all is sent.
        await store.SentAsync(work.Conversation, entries[^1].Sequence, answered: 0, fingerprint: null, stopping);

        // A page ends by size as well as by number.
        return await log.LastSequenceAsync(work.Conversation, stopping) > entries[^1].Sequence;
    }

    /// <returns>False where it is not for the channel; else what is to be done next stands on disk.</returns>
    private async Task<bool> TakeUpAsync(Upcoming next)
    {
        var (conversation, entry, asked) = (next.Work.Conversation, next.Entry, 0L);
        try
        {
            var said = JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity)!;
            asked = said.ReplyToId is { } id ? DirectLineWire.SequenceOf(conversation, id) ?? 0 : 0;
            if (said.From?.Role is not "bot" || ReplyEnvelope.Read(said) is not { Count: > 0 } parts || await WentIntoAnswerAsync(conversation, asked))
            {
                return false;
            }

            await SendAsync(next, parts, asked);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is about this entry, the ones after it are not kept back for ever.
        catch (Exception error) when (!next.Stopping.IsCancellationRequested && IsTooOld(entry))
#pragma warning restore CA1031
        {
            Log.Abandoned(logger, conversation, entry.Sequence, error);
            metrics.NotSent();
            await store.SentAsync(conversation, entry.Sequence, asked, fingerprint: null);
            return true;
        }
    }

    private async Task SendAsync(Upcoming next, IReadOnlyList<Activity> parts, long asked)
    {
        var (work, entry, moved) = (next.Work, next.Entry, next.Moved);
        var to = ConversationReference.Read(next.State.Reference);
        work.SendsTo(to.ServiceUrl);
        var place = asked > 0 ? await store.SenderOfAsync(work.Conversation, asked) : null;
        if ((entry.At < startedAt || work.IsTakenOver) && work.CountedAsRepeat != entry.Sequence)
        {
            work.CountedAsRepeat = entry.Sequence;
            metrics.MayRepeat();
        }

        for (var part = Math.Min(next.State.Parts, parts.Count - 1); part < parts.Count && !moved.IsCompleted; part++)
        {
            var heard = await log.LastSequenceAsync(work.Conversation) ?? 0;
            var result = client.MaySendTo(to)
                ? await client.SendAsync(to, ReplyEnvelope.Address(parts[part], to, place), moved, next.Stopping)
                : new Sending(SendOutcome.Refused, Problem: "its address did not come with a token for the app id in use");
            if (result.Outcome is SendOutcome.Sent)
            {
                var fingerprint = result.Id is null ? null : ConnectorConversation.Fingerprint(result.Id);
                var sent = part + 1;
                await NoteAsync(
                    () => sent < parts.Count
                        ? store.PartSentAsync(work.Conversation, entry.Sequence, sent, fingerprint)
                        : store.SentAsync(work.Conversation, entry.Sequence, asked, fingerprint),
                    next.Stopping);
            }
            else
            {
                if (!moved.IsCompleted)
                {
                    await NotSentAsync(next, asked, heard, result);
                }

                // What an old place says does not count in the new one.
                return;
            }
        }
    }

    /// <summary>What the channel has taken is not sent again because it could not be written down at once.</summary>
    private async Task NoteAsync(Func<Task> note, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await note();
                return;
            }
            catch (StorageUnavailableException)
            {
                await Task.Delay(BeforeNotingAgain, clock, stopping);
            }
        }
    }

    /// <param name="heard">How long the log was before the channel was asked.</param>
    private async Task NotSentAsync(Upcoming next, long asked, long heard, Sending result)
    {
        var (conversation, entry) = (next.Work.Conversation, next.Entry);
        switch (result.Outcome)
        {
            case SendOutcome.NotWelcome:
                // Who wrote meanwhile has let the bot in again; then it is sent once more.
                if (await store.LeaveAsync(conversation, heard))
                {
                    Log.NotWelcome(logger, conversation, entry.Sequence, result.Problem);
                    metrics.NotSent();
                }

                break;
            case SendOutcome.Unavailable when !IsTooOld(entry):
                Log.Later(logger, conversation, entry.Sequence, result.Problem);
                await Pause.UntilAsync(next.Moved, options.Value.RetryLater, clock, next.Stopping);
                break;
            default:
                Log.NotSent(logger, conversation, entry.Sequence, result.Problem);
                metrics.NotSent();
                await store.SentAsync(conversation, entry.Sequence, asked, fingerprint: null);
                break;
        }
    }

    private bool IsTooOld(LogEntry entry) => clock.GetUtcNow().ToUnixTimeMilliseconds() - entry.At > options.Value.GiveUpAfter.TotalMilliseconds;

    /// <summary>Whether the request that said it got the reply in its own answer.</summary>
    private async Task<bool> WentIntoAnswerAsync(string conversation, long asked) =>
        asked > 0 && await store.SenderOfAsync(conversation, asked) is null
        && await log.ReadEntryAsync(conversation, asked) is var (body, _)
        && JsonSerializer.Deserialize(body, ActivityJson.Default.Activity)!.Rest?.ContainsKey(ConnectorTurns.InAnswer) is true;

    /// <summary>An entry of the log after what is sent.</summary>
    /// <param name="Moved">Done where <paramref name="State"/> is outdated.</param>
    /// <param name="Stopping">Ends sending and waiting, but never the noting of what was sent.</param>
    private sealed record Upcoming(ConversationWork Work, DeliveryState State, LogEntry Entry, Task Moved, CancellationToken Stopping);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The channel of {Conversation} cannot take reply {Sequence} now; it is tried again: {Problem}")]
        public static partial void Later(ILogger logger, string conversation, long sequence, string? problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "The channel of {Conversation} will not take reply {Sequence}; it is not sent: {Problem}")]
        public static partial void NotSent(ILogger logger, string conversation, long sequence, string? problem);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The bot was removed from {Conversation} or blocked there; reply {Sequence} is not sent, and nothing more until somebody there writes or installs it: {Problem}")]
        public static partial void NotWelcome(ILogger logger, string conversation, long sequence, string? problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "Sending {Sequence} in {Conversation} has failed for too long; it is given up")]
        public static partial void Abandoned(ILogger logger, string conversation, long sequence, Exception error);
    }
}
