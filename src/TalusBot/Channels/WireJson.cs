using System.Text.Json.Serialization;
using TalusBot.Channels.Asking;
using TalusBot.Channels.DirectLine;

namespace TalusBot.Channels;

/// <summary>Everything that crosses the wire as JSON: camelCase, unset fields left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 64)]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(ConversationGrant))]
[JsonSerializable(typeof(ResourceId))]
[JsonSerializable(typeof(SessionId))]
[JsonSerializable(typeof(TokenParameters))]
[JsonSerializable(typeof(ReplyData))]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(AskReply))]
[JsonSerializable(typeof(OnceData))]
[JsonSerializable(typeof(MarkValue))]
internal sealed partial class WireJson : JsonSerializerContext;
