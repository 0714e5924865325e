namespace TalusBot.Activities;

/// <summary>Buttons under the newest message.</summary>
internal sealed record SuggestedActions(IReadOnlyList<CardAction> Actions);

/// <summary>One button. Title and value are kept equal: some clients send the one back, some the other.</summary>
internal sealed record CardAction(string Type, string Title, string Value)
{
    public static CardAction Say(string words) => new("imBack", words, words);
}
