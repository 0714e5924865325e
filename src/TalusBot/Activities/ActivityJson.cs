using System.Text.Json.Serialization;

namespace TalusBot.Activities;

/// <summary>Activities as JSON: camelCase, unset fields left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 64)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(MessageEntity))]
internal sealed partial class ActivityJson : JsonSerializerContext;
