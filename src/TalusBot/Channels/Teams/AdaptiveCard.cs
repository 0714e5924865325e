using System.Text.Json.Serialization;

namespace TalusBot.Channels.Teams;

/// <summary>An Adaptive Card 1.5, the newest that Teams shows, with the few elements that every phone knows.</summary>
/// <param name="Speak">What a voice says in place of the card.</param>
/// <param name="FallbackText">What a client shows that cannot show the card.</param>
/// <param name="Actions">Buttons at the end of the card; null where there are none.</param>
internal sealed record AdaptiveCard(string Speak, string FallbackText, IReadOnlyList<AdaptiveElement> Body, IReadOnlyList<AdaptiveAction>? Actions = null)
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Type { get; init; } = "AdaptiveCard";

    public string Version { get; init; } = "1.5";

    /// <summary>The language that a screen reader reads it in.</summary>
    public string Lang { get; init; } = "en";
}

/// <summary>One piece of a card's body.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(RichTextBlock), "RichTextBlock")]
[JsonDerivedType(typeof(Container), "Container")]
[JsonDerivedType(typeof(ActionSet), "ActionSet")]
internal abstract record AdaptiveElement
{
    public string? Spacing { get; init; }

    /// <summary>Our own words, in the card's small Markdown.</summary>
    internal sealed record TextBlock(string Text) : AdaptiveElement
    {
        public bool Wrap { get; init; } = true;

        public string? Weight { get; init; }

        public string? Size { get; init; }

        public bool? IsSubtle { get; init; }

        /// <summary>"heading" for what a screen reader can jump to.</summary>
        public string? Style { get; init; }
    }

    /// <summary>Words from elsewhere: nothing in them is markup.</summary>
    internal sealed record RichTextBlock(IReadOnlyList<TextRun> Inlines) : AdaptiveElement;

    internal sealed record Container(IReadOnlyList<AdaptiveElement> Items) : AdaptiveElement
    {
        /// <summary>emphasis or attention.</summary>
        public string? Style { get; init; }
    }

    internal sealed record ActionSet(IReadOnlyList<AdaptiveAction> Actions) : AdaptiveElement;
}

internal sealed record TextRun(string Text)
{
    public string Type { get; init; } = "TextRun";

    public bool? IsSubtle { get; init; }

    public string? Weight { get; init; }
}

/// <summary>One button.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Execute), "Action.Execute")]
[JsonDerivedType(typeof(Submit), "Action.Submit")]
[JsonDerivedType(typeof(OpenUrl), "Action.OpenUrl")]
internal abstract record AdaptiveAction(string Title)
{
    /// <summary>"secondary" for a button that may wait behind "...".</summary>
    public string? Mode { get; init; }

    /// <param name="Fallback">For clients that do not know this action.</param>
    internal sealed record Execute(string Title, string Verb, PressData Data, AdaptiveAction Fallback) : AdaptiveAction(Title);

    internal sealed record Submit(string Title, PressData Data) : AdaptiveAction(Title);

    internal sealed record OpenUrl(string Title, string Url) : AdaptiveAction(Title);
}

/// <summary><c>data</c> of our buttons.</summary>
internal sealed record PressData(CardPress Talusbot);
