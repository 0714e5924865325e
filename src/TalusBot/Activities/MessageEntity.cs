using System.Text.Json.Serialization;

namespace TalusBot.Activities;

/// <summary>The one root Message entity that carries our citations in schema.org's words, which Web Chat and Teams both read.</summary>
/// <remarks>Web Chat shows an empty bubble when any of these four is missing or spelled otherwise.</remarks>
internal sealed record MessageEntity(IReadOnlyList<Claim> Citation)
{
    public string Type { get; init; } = "https://schema.org/Message";

    [JsonPropertyName("@type")]
    public string AtType { get; init; } = "Message";

    [JsonPropertyName("@context")]
    public string AtContext { get; init; } = "https://schema.org";

    /// <summary>Empty: the claims belong to the message that carries them.</summary>
    [JsonPropertyName("@id")]
    public string AtId { get; init; } = "";
}

/// <summary>One cited source.</summary>
/// <param name="Position">The number that stands as <c>[1]</c> in the text, from 1.</param>
internal sealed record Claim(int Position, DigitalDocument Appearance)
{
    [JsonPropertyName("@type")]
    public string AtType { get; init; } = "Claim";
}

/// <param name="Name">At most 80 characters.</param>
/// <param name="Url">Null where nobody knows it.</param>
/// <param name="Abstract">At most 160 characters; never empty.</param>
internal sealed record DigitalDocument(string Name, string? Url, string Abstract)
{
    [JsonPropertyName("@type")]
    public string AtType { get; init; } = "DigitalDocument";
}
