using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalusBot.Conversation;

/// <summary>What a conversation remembers from one turn to the next.</summary>
/// <param name="NoticeGiven">The line that these are quotes and no medical advice has been shown.</param>
internal sealed record DialogState(bool NoticeGiven = false)
{
    /// <summary>State from the store; a new conversation's is empty.</summary>
    public static DialogState Read(string stored) =>
        stored.Length == 0 ? new DialogState() : JsonSerializer.Deserialize(stored, DialogStateJson.Default.DialogState) ?? new DialogState();

    public string Write() => JsonSerializer.Serialize(this, DialogStateJson.Default.DialogState);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DialogState))]
internal sealed partial class DialogStateJson : JsonSerializerContext;
