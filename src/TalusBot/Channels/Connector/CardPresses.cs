using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>What presses on the buttons of our cards do: they say something for the person, or send a question to the maintainers. The reply comes as a message.</summary>
internal sealed class CardPresses(ConnectorTurns turns, ConnectorStore store, ConversationStore log)
{
    private const int Page = 20;

    /// <summary>Does what the press asks for, whether it came as an invoke or as the message of an older client.</summary>
    /// <returns>The body that answers an invoke; null where it is no button of ours.</returns>
    public async Task<string?> TakeAsync(ConnectorConversation conversation, Activity activity, ConversationReference to, string baseUrl, CancellationToken cancel)
    {
        switch (CardPress.Of(activity))
        {
            case { Say: { } words } press:
                if (IsOutdated(conversation.Id, press.Turn, activity.Id))
                {
                    return ConnectorInvokes.ActionMessage(Wording.CardOutdated);
                }

                await turns.SayAsync(conversation, activity, words, to, inAnswer: false, baseUrl, cancel);
                return ConnectorInvokes.ActionResult(CardOf(conversation.Id, activity.ReplyToId), words);
            case { Verb: CardPress.SendVerb, Turn: { } turn }:
                if (ReplyTo(conversation.Id, turn) is not { } reply)
                {
                    return ConnectorInvokes.ActionMessage(Wording.CardOutdated);
                }

                await turns.SendToMaintainersAsync(conversation, activity, new MarkValue(DirectLineWire.ActivityId(conversation.Id, reply)), to, baseUrl, cancel);
                return ConnectorInvokes.ActionResult(CardOf(conversation.Id, activity.ReplyToId), Wording.SendQuestion);
            default:
                return null;
        }
    }

    /// <summary>Whether something was said after the message whose reply carried the card. The same press brought twice is not.</summary>
    private bool IsOutdated(string conversation, string? turn, string? pressId)
    {
        if (turn is null || DirectLineWire.SequenceOf(conversation, turn) is not { } asked)
        {
            return turn is not null;
        }

        return (pressId is null || !store.IsTaken(conversation, ConnectorConversation.Fingerprint(pressId)))
            && Entries(conversation, asked).Any(entry => entry.Said is { Type: ActivityTypes.Message, From.Role: "user" });
    }

    /// <summary>The place of the reply to a message of this conversation; null where there is none.</summary>
    private long? ReplyTo(string conversation, string turn) => DirectLineWire.SequenceOf(conversation, turn) is { } asked
        ? Entries(conversation, asked).Where(entry => entry.Said is { Type: ActivityTypes.Message, From.Role: "bot" } said && said.ReplyToId == turn).Select(entry => (long?)entry.Sequence).FirstOrDefault()
        : null;

    /// <summary>The card as it was sent; null where nobody knows it any more.</summary>
    private JsonElement? CardOf(string conversation, string? replyToId) =>
        replyToId is { Length: > 0 } && store.EntrySentAs(conversation, ConnectorConversation.Fingerprint(replyToId)) is { } sequence
        && log.ReadEntry(conversation, sequence) is var (body, _)
            ? ReplyEnvelope.Read(JsonSerializer.Deserialize(body, ActivityJson.Default.Activity)!)
                .SelectMany(part => part.Attachments ?? [])
                .Select(attachment => attachment.TryGetProperty("content", out var card) ? (JsonElement?)card : null)
                .FirstOrDefault()
            : null;

    private IEnumerable<(long Sequence, Activity Said)> Entries(string conversation, long after)
    {
        for (var entries = log.ReadLog(conversation, after, Page); entries.Count > 0; entries = log.ReadLog(conversation, entries[^1].Sequence, Page))
        {
            foreach (var entry in entries)
            {
                yield return (entry.Sequence, JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity)!);
            }
        }
    }
}
