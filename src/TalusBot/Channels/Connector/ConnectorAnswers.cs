using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>What goes into the answer to the channel's own request: replies that it expects there, and results of invokes.</summary>
internal sealed class ConnectorAnswers(ConnectorReplies replies, ConnectorTurns turns, CardPresses presses, ConnectorStore store, ConversationStore log, AwaitedReply awaited, KnowledgeBase knowledge)
{
    private const int Newest = 40;

    public static IResult Replies(IReadOnlyList<Activity> activities) => TypedResults.Json(new ReplyActivities(activities), ConnectorJson.Plain.ReplyActivities);

    /// <summary>The whole reply to a message; the same request again gets the same one.</summary>
    public async Task<IResult> RepliesAsync(ConnectorConversation conversation, Accepted accepted, Activity activity, ConversationReference to, CancellationToken cancel)
    {
        if (accepted.Outcome is not (AcceptOutcome.Taken or AcceptOutcome.TakenBefore))
        {
            return Replies([]);
        }

        if (await awaited.ForAsync(conversation.Id, accepted.Sequence, cancel) is not { } reply)
        {
            return ApiError.Result(StatusCodes.Status503ServiceUnavailable, "Timeout", "The reply takes too long. Send the same activity again in a little while to get it.");
        }

        return Replies(reply, activity, to);
    }

    /// <summary>The parts of a reply, made replies to this activity.</summary>
    public static IResult Replies(IReadOnlyList<Activity> parts, Activity activity, ConversationReference to) =>
        Replies([.. parts.Select(part => ReplyEnvelope.Address(part, to, activity.Id, new ChannelAccount(activity.From?.Id, activity.From?.Name)))]);

    public async Task<IResult> InvokeAsync(ConnectorConversation conversation, Activity activity, ConversationReference to, string baseUrl, CancellationToken cancel) => activity.Name switch
    {
        ConnectorInvokes.CardAction => Json(await presses.TakeAsync(conversation, activity, to, baseUrl, cancel) ?? ConnectorInvokes.ActionRefused()),
        ConnectorInvokes.SubmitAction => await RateAsync(conversation, activity, to, cancel),
        ConnectorInvokes.Query => Json(Found(activity, baseUrl)),
        _ => TypedResults.StatusCode(StatusCodes.Status501NotImplemented),
    };

    private static IResult Json(string body) => TypedResults.Text(body, "application/json");

    private async Task<IResult> RateAsync(ConnectorConversation conversation, Activity activity, ConversationReference to, CancellationToken cancel)
    {
        if (ConnectorInvokes.Feedback(activity) is not var (up, reason))
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", "\"actionValue\" needs a \"reaction\": like or dislike.");
        }

        if (await RatedAsync(conversation.Id, activity.ReplyToId) is { } reply)
        {
            await turns.RateAsync(conversation, activity, new MarkValue(DirectLineWire.ActivityId(conversation.Id, reply), up ? "up" : "down", reason), to, cancel);
        }

        return Json("{}");
    }

    /// <summary>The reply that is meant; where the channel does not say, the newest.</summary>
    private async Task<long?> RatedAsync(string conversation, string? replyToId)
    {
        if (replyToId is { Length: > 0 })
        {
            return await store.EntrySentAsAsync(conversation, ConnectorConversation.Fingerprint(replyToId));
        }

        return await log.LastSequenceAsync(conversation) is { } last
            ? (await log.ReadLogAsync(conversation, Math.Max(0, last - Newest), Newest))
                .Where(entry => JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity) is { Type: ActivityTypes.Message, From.Role: "bot", ReplyToId: not null })
                .Select(entry => (long?)entry.Sequence)
                .LastOrDefault()
            : null;
    }

    /// <summary>Looked up as if nothing had been said before; nothing is kept of it.</summary>
    private string Found(Activity activity, string baseUrl)
    {
        var snapshot = knowledge.Current!;
        var words = QueryIn(activity) ?? "";
        var reply = words.Length == 0 ? null : Dialog.Advance(new DialogState(), new Said(words, activity.Locale), snapshot).Reply;
        return ConnectorInvokes.QueryResult(reply, words, snapshot.Site.Examples, replies.PlaceOf(baseUrl, turn: null));
    }

    private static string? QueryIn(Activity activity) =>
        activity.Rest?.TryGetValue("value", out var value) is true && value.ValueKind is JsonValueKind.Object
        && value.TryGetProperty("parameters", out var parameters) && parameters.ValueKind is JsonValueKind.Array
            ? parameters.EnumerateArray()
                .Where(parameter => parameter.ValueKind is JsonValueKind.Object && Text(parameter, "name") is not "initialRun")
                .Select(parameter => Text(parameter, "value")?.Trim())
                .FirstOrDefault(words => words is { Length: > 0 })
            : null;

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
