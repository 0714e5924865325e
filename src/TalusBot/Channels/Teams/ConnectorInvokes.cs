using System.Text.Json;
using System.Text.Json.Nodes;
using TalusBot.Activities;
using TalusBot.Conversation;

namespace TalusBot.Channels.Teams;

/// <summary>What Teams asks in one request and wants answered in its body.</summary>
internal static class ConnectorInvokes
{
    public const string CardAction = "adaptiveCard/action";
    public const string SubmitAction = "message/submitAction";
    public const string Query = "composeExtension/query";

    private const int LongestReason = 500;

    /// <summary>The message that an invoke or an Action.Submit message says on behalf of the user, null if it says nothing.</summary>
    /// <remarks><see cref="CardPress.Of"/> tells the rest: whether the card is outdated, and what a button does that says nothing.</remarks>
    public static string? SaidBy(Activity activity) => CardPress.Of(activity)?.Say;

    /// <summary>Body that answers a press: the same card with the choice in the place of its buttons, so that nobody presses twice.</summary>
    /// <param name="card">The card as it was sent: the content of its attachment; null where nobody knows it any more.</param>
    /// <param name="chosen">What stood on the button.</param>
    public static string ActionResult(JsonElement? card, string chosen) => card is { ValueKind: JsonValueKind.Object } sent
        ? JsonSerializer.Serialize(new InvokeAnswer<JsonElement>(StatusCodes.Status200OK, AdaptiveCard.ContentType, Settled(sent, chosen)), TeamsJson.Plain.CardAnswer)
        : ActionMessage(Wording.YouChose(chosen));

    /// <summary>Body that answers a press by a line of text, such as <see cref="Wording.CardOutdated"/>.</summary>
    public static string ActionMessage(string words) =>
        JsonSerializer.Serialize(new InvokeAnswer<string>(StatusCodes.Status200OK, "application/vnd.microsoft.activity.message", words), TeamsJson.Plain.MessageAnswer);

    /// <summary>Body that answers a press on what is no button of ours.</summary>
    public static string ActionRefused() => JsonSerializer.Serialize(
        new InvokeAnswer<InvokeError>(StatusCodes.Status400BadRequest, "application/vnd.microsoft.error", new InvokeError("BadRequest", "This is no button of this bot.")),
        TeamsJson.Plain.ErrorAnswer);

    /// <summary>HTTP body for composeExtension/query.</summary>
    /// <param name="reply">What the question gets, asked alone; null where nothing was asked, as in the first run.</param>
    /// <param name="question">As it was typed.</param>
    /// <param name="examples">Questions that have answers, for who has not asked yet.</param>
    public static string QueryResult(Reply? reply, string question, IReadOnlyList<string> examples, ReplyPlace place) => SearchResults.Write(reply, question, examples, place);

    /// <summary>The same for several answers to choose from, such as those of a reply that asked "did you mean".</summary>
    public static string QueryResult(IReadOnlyList<FoundAnswer> found, ReplyPlace place) => SearchResults.Write(found, place);

    /// <summary>Thumb of a message/submitAction: up or down and what the person wrote, at most 500 characters; null where malformed.</summary>
    public static (bool Up, string? Text)? Feedback(Activity activity)
    {
        if (activity.Name is not SubmitAction || activity.Rest?.TryGetValue("value", out var value) is not true
            || Text(Field(value, "actionName")) is not "feedback" || Field(value, "actionValue") is not { ValueKind: JsonValueKind.Object } rated)
        {
            return null;
        }

        var text = FeedbackText(Field(rated, "feedback"));
        text = string.IsNullOrWhiteSpace(text) ? null : Shortened.Words(text.Trim(), LongestReason);
        return Text(Field(rated, "reaction")) switch
        {
            "like" => (true, text),
            "dislike" => (false, text),
            _ => null,
        };
    }

    /// <summary>The text of a JSON string; null for anything else, and for half a character.</summary>
    internal static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Teams sends a JSON object as a string, its local emulator the plain words.</summary>
    private static string? FeedbackText(JsonElement feedback)
    {
        if (Text(feedback) is not { } words)
        {
            return Text(Field(feedback, "feedbackText"));
        }

        try
        {
            using var inside = JsonDocument.Parse(words);
            return inside.RootElement.ValueKind is JsonValueKind.Object ? Text(Field(inside.RootElement, "feedbackText")) : words;
        }
        catch (JsonException)
        {
            return words;
        }
    }

    private static JsonElement Settled(JsonElement card, string chosen)
    {
        var settled = JsonObject.Create(card)!;
        settled.Remove("actions");
        var body = settled["body"] as JsonArray ?? [];
        var kept = body.Where(element => element is JsonObject shown && (string?)shown["type"] != "ActionSet").Select(element => element!.DeepClone()).ToArray();
        var choice = JsonSerializer.SerializeToNode<AdaptiveElement>(
            new AdaptiveElement.RichTextBlock([new TextRun(Wording.YouChose(chosen)) { Weight = "Bolder" }]) { Spacing = "Medium" }, TeamsJson.Plain.AdaptiveElement);
        settled["body"] = new JsonArray([.. kept, choice]);
        return JsonSerializer.SerializeToElement(settled, TeamsJson.Plain.JsonObject);
    }

    private static JsonElement Field(JsonElement of, string name) => of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var field) ? field : default;
}

/// <summary>Body that answers an adaptiveCard/action.</summary>
internal sealed record InvokeAnswer<TValue>(int StatusCode, string Type, TValue Value);

/// <param name="Code">For programs.</param>
internal sealed record InvokeError(string Code, string Message);
