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
                if (await RefusalAsync(conversation.Id, press, words, conversation.PersonOf(activity), activity.Id) is { } refusal)
                {
                    if (activity.Type is ActivityTypes.Message)
                    {
                        await turns.TellAsync(conversation, refusal, to, baseUrl, cancel);
                    }

                    return ConnectorInvokes.ActionMessage(refusal);
                }

                await turns.SayAsync(conversation, activity, words, to, inAnswer: false, baseUrl, cancel);
                return ConnectorInvokes.ActionResult(CardOf(conversation.Id, activity.ReplyToId), words);
            case { Verb: CardPress.SendVerb, Turn: { } turn }:
                if (ReplyTo(conversation.Id, turn) is not { Sequence: var reply })
                {
                    return ConnectorInvokes.ActionMessage(Wording.CardOutdated);
                }

                await turns.SendToMaintainersAsync(conversation, activity, new MarkValue(DirectLineWire.ActivityId(conversation.Id, reply)), to, baseUrl, cancel);
                return ConnectorInvokes.ActionResult(CardOf(conversation.Id, activity.ReplyToId), Wording.SendQuestion);
            default:
                return null;
        }
    }

    /// <summary>
    /// Why the words on the button are not said: the person who got the card has gone on since then, or it was somebody else and
    /// the words answer what only that person was asked. Null where they are said; the same press brought twice is not refused.
    /// </summary>
    private async Task<string?> RefusalAsync(string conversation, CardPress press, string words, string person, string? pressId)
    {
        if (press.Turn is not { } turn || (pressId is not null && await store.IsTakenAsync(conversation, ConnectorConversation.Fingerprint(pressId))))
        {
            return null;
        }

        if (DirectLineWire.SequenceOf(conversation, turn) is not { } asked || store.PersonOf(conversation, asked) is not { } asker)
        {
            return Wording.CardOutdated;
        }

        return asker == person ? store.TurnsOf(conversation, person, asked).Any(sequence => IsMessage(conversation, sequence)) ? Wording.CardOutdated : null
            : StandsAlone(conversation, turn, words) ? null
            : asker.Length == 0 ? Wording.CardOutdated
            : Wording.AskedOfAnother;
    }

    private bool IsMessage(string conversation, long sequence) =>
        log.ReadEntry(conversation, sequence) is var (body, _) && JsonSerializer.Deserialize(body, ActivityJson.Default.Activity) is { Type: ActivityTypes.Message };

    /// <summary>Whether the words on the button are a question that anybody could ask, and no step of a guide, no way through it and no "none of these".</summary>
    private bool StandsAlone(string conversation, string turn, string words) =>
        words != Wording.NoneOfThese && !ReplyCard.Leads(words) && ReplyTo(conversation, turn) is { Said: var reply }
        && (IsClarifying(reply) || !ReplyEnvelope.Read(reply).Any(part => part.InputHint is "expectingInput"));

    private static bool IsClarifying(Activity reply) =>
        reply.ChannelData is { } data && JsonSerializer.Deserialize(data, WireJson.Default.ReplyData)?.Talusbot.Outcome == ReplyFacts.OutcomeName(Outcome.Clarify);

    /// <summary>The reply to a message of this conversation; null where there is none.</summary>
    private (long Sequence, Activity Said)? ReplyTo(string conversation, string turn) => DirectLineWire.SequenceOf(conversation, turn) is { } asked
        ? Entries(conversation, asked).Where(entry => entry.Said is { Type: ActivityTypes.Message, From.Role: "bot" } said && said.ReplyToId == turn).Select(entry => ((long, Activity)?)entry).FirstOrDefault()
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
