using System.Text.Json;
using System.Text.Json.Nodes;
using TalusBot.Activities;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>What goes into the answer to the channel's own request: replies that it expects there, and results of invokes.</summary>
internal sealed class ConnectorAnswers(ConnectorTurns turns, ConnectorStore store, ConversationStore log, AwaitedReply awaited, KnowledgeBase knowledge)
{
    private const int LongestReason = 500;
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

        var place = (activity.Id ?? "", JsonSerializer.Serialize(new ChannelAccount(activity.From?.Id, activity.From?.Name), ConnectorJson.Default.ChannelAccount));
        return Replies([.. reply.Select(part => ConnectorDelivery.Address(part, to, place))]);
    }

    public async Task<IResult> InvokeAsync(ConnectorConversation conversation, Activity activity, ConversationReference to, string baseUrl, CancellationToken cancel) => activity.Name switch
    {
        "adaptiveCard/action" => TypedResults.Json(await ActAsync(conversation, activity, to, baseUrl, cancel), ConnectorJson.Plain.ActionResponse),
        "message/submitAction" => await RateAsync(conversation, activity, to, cancel),
        "composeExtension/query" => TypedResults.Text(ConnectorInvokes.QueryResult(Found(activity)), "application/json"),
        _ => TypedResults.StatusCode(StatusCodes.Status501NotImplemented),
    };

    /// <summary>A button on a card says something for its user.</summary>
    private async Task<ActionResponse> ActAsync(ConnectorConversation conversation, Activity activity, ConversationReference to, string baseUrl, CancellationToken cancel)
    {
        if (ConnectorInvokes.SaidBy(activity) is not { } words)
        {
            return new ActionResponse(
                StatusCodes.Status400BadRequest, "application/vnd.microsoft.error", new JsonObject { ["code"] = "BadRequest", ["message"] = "This button says nothing that this bot knows." });
        }

        var accepted = await turns.SayAsync(conversation, activity, words, to, inAnswer: true, baseUrl, cancel);
        var reply = await awaited.ForAsync(conversation.Id, accepted.Sequence, cancel);
        if (reply is null && await turns.PassOnAsync(conversation, accepted.Sequence, activity, to, cancel))
        {
            return Message(Wording.AnswerFollows);
        }

        reply ??= await awaited.ForAsync(conversation.Id, accepted.Sequence, cancel) ?? [];
        return reply.Select(CardIn).FirstOrDefault(card => card is not null) is { } found
            ? new ActionResponse(StatusCodes.Status200OK, "application/vnd.microsoft.card.adaptive", found)
            : Message(string.Join("\n\n", reply.Select(part => part.Text)));
    }

    private static ActionResponse Message(string text) => new(StatusCodes.Status200OK, "application/vnd.microsoft.activity.message", JsonValue.Create(text, ConnectorJson.Default.String)!);

    private static JsonNode? CardIn(Activity activity) =>
        activity.Rest?.TryGetValue("attachments", out var attachments) is true && attachments.ValueKind is JsonValueKind.Array
            ? attachments.EnumerateArray()
                .Where(one => one.TryGetProperty("contentType", out var type) && type.GetString() is "application/vnd.microsoft.card.adaptive")
                .Select(one => one.TryGetProperty("content", out var card) ? JsonObject.Create(card) : null)
                .FirstOrDefault()
            : null;

    private async Task<IResult> RateAsync(ConnectorConversation conversation, Activity activity, ConversationReference to, CancellationToken cancel)
    {
        if (ConnectorInvokes.Feedback(activity) is not var (up, reason))
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", "\"actionValue\" needs a \"reaction\": like or dislike.");
        }

        if (Rated(conversation.Id, activity.ReplyToId) is { } reply)
        {
            var words = reason?.Trim();
            await turns.RateAsync(
                conversation,
                activity,
                new MarkValue(DirectLineWire.ActivityId(conversation.Id, reply), up ? "up" : "down", words?.Length > LongestReason ? words[..LongestReason] : words),
                to,
                cancel);
        }

        return TypedResults.Text("{}", "application/json");
    }

    /// <summary>The reply that is meant; where the channel does not say, the newest.</summary>
    private long? Rated(string conversation, string? replyToId)
    {
        if (replyToId is { Length: > 0 } && store.EntrySentAs(conversation, ConnectorConversation.Fingerprint(replyToId)) is { } known)
        {
            return known;
        }

        return log.LastSequence(conversation) is { } last
            ? log.ReadLog(conversation, Math.Max(0, last - Newest), Newest)
                .Where(entry => JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity) is { Type: ActivityTypes.Message, From.Role: "bot", ReplyToId: not null })
                .Select(entry => (long?)entry.Sequence)
                .LastOrDefault()
            : null;
    }

    /// <summary>Looked up as if nothing had been said before; nothing is kept of it.</summary>
    private Reply Found(Activity activity)
    {
        var snapshot = knowledge.Current!;
        return QueryIn(activity) is { Length: > 0 } words
            ? Dialog.Advance(DialogState.Read(""), new Said(words, activity.Locale), snapshot).Reply
            : Wording.Welcome(snapshot.Site);
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
