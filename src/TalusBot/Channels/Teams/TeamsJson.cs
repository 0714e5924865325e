using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TalusBot.Channels.Teams;

/// <summary>Cards and answers to invokes as JSON: camelCase, unset fields left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 64)]
[JsonSerializable(typeof(AdaptiveCard))]
[JsonSerializable(typeof(Attachment<AdaptiveCard>), TypeInfoPropertyName = "CardAttachment")]
[JsonSerializable(typeof(TeamsData))]
[JsonSerializable(typeof(PressData))]
[JsonSerializable(typeof(InvokeAnswer<JsonElement>), TypeInfoPropertyName = "CardAnswer")]
[JsonSerializable(typeof(InvokeAnswer<string>), TypeInfoPropertyName = "MessageAnswer")]
[JsonSerializable(typeof(InvokeAnswer<InvokeError>), TypeInfoPropertyName = "ErrorAnswer")]
[JsonSerializable(typeof(QueryAnswer))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class TeamsJson : JsonSerializerContext
{
    /// <summary>As application/json, never inside a page: signs stay as they are instead of growing sixfold.</summary>
    public static TeamsJson Plain => plain ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static TeamsJson? plain;
}

/// <summary>Something that a message carries.</summary>
internal sealed record Attachment<TContent>(string ContentType, TContent Content);

/// <summary><c>channelData</c> of a reply in Teams.</summary>
internal sealed record TeamsData(FeedbackLoop FeedbackLoop);

/// <summary>Thumbs below a message.</summary>
/// <param name="Type">"default" is Teams' own form.</param>
internal sealed record FeedbackLoop(string Type = "default");
