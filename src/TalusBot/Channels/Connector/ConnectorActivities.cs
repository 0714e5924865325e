using System.Text.Json;
using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels.Teams;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels.Connector;

/// <summary>What is done about each type of activity, once its sender is known to be a channel of ours.</summary>
internal sealed class ConnectorActivities(ConnectorTurns turns, CardPresses presses, ConnectorAnswers answers, ConnectorStore store, TurnQueue queue, IOptions<ConnectorOptions> options)
{
    public async Task<IResult> TakeAsync(Activity activity, ConversationReference to, string baseUrl, CancellationToken cancel)
    {
        var conversation = ConnectorConversation.Of(activity);
        var inAnswer = Text(activity, "deliveryMode") == "expectReplies";
        if (inAnswer && activity.Type is ActivityTypes.Message && SaidIn(activity, conversation.Scope) is { } asked
            && await turns.AnswerAsync(conversation, activity, asked, baseUrl, cancel) is { } reply)
        {
            return ConnectorAnswers.Replies(reply, activity, to);
        }

        if (activity.Type is ActivityTypes.Message or ActivityTypes.Invoke && await MustWaitAsync(conversation.Id, activity))
        {
            return TooManyAtOnce.WaitInConversation;
        }

        if (activity.Type is ActivityTypes.Message or ActivityTypes.Invoke && queue.IsFull && !await WasTakenAsync(conversation.Id, activity))
        {
            return TooManyAtOnce.WaitForOthers;
        }

        switch (activity.Type)
        {
            case ActivityTypes.Message:
                if (!inAnswer && await presses.TakeAsync(conversation, activity, to, baseUrl, cancel) is not null)
                {
                    break;
                }

                if (SaidIn(activity, conversation.Scope) is { } words)
                {
                    var accepted = await turns.SayAsync(conversation, activity, words, to, inAnswer, baseUrl, cancel);
                    return inAnswer ? await answers.RepliesAsync(conversation, accepted, activity, to, cancel) : TypedResults.Ok();
                }

                break;
            case ActivityTypes.Invoke:
                return await answers.InvokeAsync(conversation, activity, to, baseUrl, cancel);
            case ActivityTypes.ConversationUpdate when Names(activity, "membersAdded"):
            case ActivityTypes.InstallationUpdate when Text(activity, "action") is "add" or "add-upgrade":
                if (!inAnswer)
                {
                    await turns.InstallAsync(conversation, to, baseUrl, cancel);
                }

                break;
            case ActivityTypes.ConversationUpdate when Names(activity, "membersRemoved"):
            case ActivityTypes.InstallationUpdate when Text(activity, "action") is "remove" or "remove-upgrade":
                await turns.RemoveAsync(conversation);
                break;
            case ActivityTypes.EndOfConversation:
                await turns.ResetAsync(conversation, cancel);
                break;
            case ActivityTypes.MessageReaction:
                await turns.NoteReactionsAsync(conversation, activity, cancel);
                break;
        }

        return inAnswer ? ConnectorAnswers.Replies([]) : TypedResults.Ok();
    }

    /// <summary>What was taken before is answered as before, however many wait.</summary>
    private async Task<bool> MustWaitAsync(string conversation, Activity activity) =>
        await store.HasWaitingAsync(conversation, options.Value.WaitingMessages) && !await WasTakenAsync(conversation, activity);

    private async Task<bool> WasTakenAsync(string conversation, Activity activity) =>
        ConnectorConversation.NameOf(activity) is { } name && await store.IsTakenAsync(conversation, name);

    /// <summary>What the message comes to; null where it says nothing to the bot.</summary>
    private static string? SaidIn(Activity activity, ConversationScope scope)
    {
        var said = InboundText.Of(activity);
        if (said.Text.Length == 0 && activity.Rest?.TryGetValue("value", out var value) is true && value.ValueKind is not JsonValueKind.Null)
        {
            return ConnectorInvokes.SaidBy(activity);
        }

        // Channels bring from groups only what mentions the bot. Where one brings more, what calls somebody else is not for us.
        return scope is not ConversationScope.Personal && said is { MentionsOthers: true, MentionsBot: false } ? null
            : said is { Text.Length: 0, MentionsBot: true } ? "help"
            : said.Text;
    }

    /// <summary>Whether the bot itself is among these members.</summary>
    private static bool Names(Activity activity, string members) =>
        activity.Recipient?.Id is { Length: > 0 } bot && activity.Rest?.TryGetValue(members, out var listed) is true && listed.ValueKind is JsonValueKind.Array
        && listed.EnumerateArray().Any(member => member.ValueKind is JsonValueKind.Object && member.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String && id.GetString() == bot);

    private static string? Text(Activity activity, string field) =>
        activity.Rest?.TryGetValue(field, out var text) is true && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
