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
                return ConnectorInvokes.ActionResult(await CardOfAsync(conversation.Id, activity.ReplyToId), words);
            case { Verb: CardPress.SendVerb, Turn: { } turn }:
                if (await ReplyToAsync(conversation.Id, turn) is not { Sequence: var reply })
                {
                    return ConnectorInvokes.ActionMessage(Wording.CardOutdated);
                }

                await turns.SendToMaintainersAsync(conversation, activity, new MarkValue(DirectLineWire.ActivityId(conversation.Id, reply)), to, baseUrl, cancel);
                return ConnectorInvokes.ActionResult(await CardOfAsync(conversation.Id, activity.ReplyToId), Wording.SendQuestion);
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

        if (DirectLineWire.SequenceOf(conversation, turn) is not { } asked || await store.PersonOfAsync(conversation, asked) is not { } asker)
        {
            return Wording.CardOutdated;
        }

        return asker == person ? await HasSaidMoreAsync(conversation, person, asked) ? Wording.CardOutdated : null
            : await StandsAloneAsync(conversation, turn, words) ? null
            : asker.Length == 0 ? Wording.CardOutdated
            : Wording.AskedOfAnother;
    }

    /// <summary>Whether the person has said something since, and not only rated or sent.</summary>
    private async Task<bool> HasSaidMoreAsync(string conversation, string person, long asked)
    {
        foreach (var sequence in await store.TurnsOfAsync(conversation, person, asked))
        {
            if (await log.ReadEntryAsync(conversation, sequence) is var (body, _) && JsonSerializer.Deserialize(body, ActivityJson.Default.Activity) is { Type: ActivityTypes.Message })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the words on the button are a question that anybody could ask, and no step of a guide, no way through it and no "none of these".</summary>
    private async Task<bool> StandsAloneAsync(string conversation, string turn, string words) =>
        words != Wording.NoneOfThese && !ReplyCard.Leads(words) && await ReplyToAsync(conversation, turn) is { Said: var reply }
        && (IsClarifying(reply) || !ReplyEnvelope.Read(reply).Any(part => part.InputHint is "expectingInput"));

    private static bool IsClarifying(Activity reply) =>
        reply.ChannelData is { } data && JsonSerializer.Deserialize(data, WireJson.Default.ReplyData)?.Talusbot.Outcome == ReplyFacts.OutcomeName(Outcome.Clarify);

    /// <summary>The reply to a message of this conversation; null where there is none.</summary>
    private async Task<(long Sequence, Activity Said)?> ReplyToAsync(string conversation, string turn)
    {
        if (DirectLineWire.SequenceOf(conversation, turn) is not { } asked)
        {
            return null;
        }

        for (var after = asked; await log.ReadLogAsync(conversation, after, Page) is { Count: > 0 } entries; after = entries[^1].Sequence)
        {
            foreach (var entry in entries)
            {
                if (JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity) is { Type: ActivityTypes.Message, From.Role: "bot" } said && said.ReplyToId == turn)
                {
                    return (entry.Sequence, said);
                }
            }
        }

        return null;
    }

    /// <summary>The card as it was sent; null where nobody knows it any more.</summary>
    private async Task<JsonElement?> CardOfAsync(string conversation, string? replyToId) =>
        replyToId is { Length: > 0 } && await store.EntrySentAsAsync(conversation, ConnectorConversation.Fingerprint(replyToId)) is { } sequence
        && await log.ReadEntryAsync(conversation, sequence) is var (body, _)
            ? ReplyEnvelope.Read(JsonSerializer.Deserialize(body, ActivityJson.Default.Activity)!)
                .SelectMany(part => part.Attachments ?? [])
                .Select(attachment => attachment.TryGetProperty("content", out var card) ? (JsonElement?)card : null)
                .FirstOrDefault()
            : null;
}
