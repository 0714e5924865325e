using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalusBot.Activities;

/// <summary>
/// One activity of the Bot Framework's Activity Protocol: the fields that we read or write by name, the rest carried along
/// untouched. Unset fields are left out when writing.
/// </summary>
internal sealed class Activity
{
    public string? Type { get; set; }

    public string? Id { get; set; }

    public string? ChannelId { get; set; }

    public ChannelAccount? From { get; set; }

    public ChannelAccount? Recipient { get; set; }

    public ConversationAccount? Conversation { get; set; }

    public string? ReplyToId { get; set; }

    public string? Locale { get; set; }

    /// <summary>What happened, where <see cref="Type"/> is event.</summary>
    public string? Name { get; set; }

    public string? Text { get; set; }

    /// <summary>plain or markdown. Always sent: clients disagree about what a missing one means.</summary>
    public string? TextFormat { get; set; }

    public string? InputHint { get; set; }

    public SuggestedActions? SuggestedActions { get; set; }

    /// <summary>What stands in a notification where there is no <see cref="Text"/>.</summary>
    public string? Summary { get; set; }

    /// <summary>Cards and files: objects with contentType and content or contentUrl.</summary>
    public List<JsonElement>? Attachments { get; set; }

    /// <summary>As received whatever the client put there; as sent at most one <see cref="MessageEntity"/>.</summary>
    public List<JsonElement>? Entities { get; set; }

    public JsonElement? ChannelData { get; set; }

    /// <summary>Fields without a property of ours.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}

/// <summary>Who speaks or is spoken to.</summary>
/// <param name="Role">user or bot.</param>
internal sealed record ChannelAccount(string? Id, string? Name = null, string? Role = null)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}

internal sealed record ConversationAccount(string? Id)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}
