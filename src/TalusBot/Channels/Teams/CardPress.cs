using System.Text.Json;
using TalusBot.Activities;

namespace TalusBot.Channels.Teams;

/// <summary>What somebody does by a button of a card.</summary>
/// <param name="Verb"><see cref="SayVerb"/> or <see cref="SendVerb"/>.</param>
/// <param name="Say">The words that the button says on behalf of the person; null where it says none.</param>
/// <param name="Turn">The turn whose reply carried the card, as <see cref="ReplyPlace.Turn"/> named it; where the talk has gone on since, the button is outdated. Null where it was not named.</param>
internal sealed record CardPress(string Verb, string? Say = null, string? Turn = null)
{
    /// <summary>Takes a choice.</summary>
    public const string SayVerb = "say";

    /// <summary>Sends the question, which had no answer, to the maintainers.</summary>
    public const string SendVerb = "send";

    /// <summary>From an adaptiveCard/action invoke, or from the message that an Action.Submit sends.</summary>
    /// <returns>Null where it is no button of ours.</returns>
    public static CardPress? Of(Activity activity)
    {
        if (activity.Rest?.TryGetValue("value", out var value) is not true)
        {
            return null;
        }

        var data = activity.Type switch
        {
            "invoke" when activity.Name is ConnectorInvokes.CardAction => Field(Field(value, "action"), "data"),
            ActivityTypes.Message => value,
            _ => default,
        };
        var press = Field(data, "talusbot");
        return Words(press, "verb") switch
        {
            SayVerb when Words(press, "say") is { } say => new CardPress(SayVerb, say, Words(press, "turn")),
            SendVerb => new CardPress(SendVerb, Turn: Words(press, "turn")),
            _ => null,
        };
    }

    /// <summary>The button.</summary>
    public AdaptiveAction Button(string title)
    {
        var data = new PressData(this);
        return new AdaptiveAction.Execute(title, Verb, data, new AdaptiveAction.Submit(title, data));
    }

    private static JsonElement Field(JsonElement of, string name) => of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var field) ? field : default;

    private static string? Words(JsonElement of, string name) => ConnectorInvokes.Text(Field(of, name)) is { } words && !string.IsNullOrWhiteSpace(words) ? words : null;
}
