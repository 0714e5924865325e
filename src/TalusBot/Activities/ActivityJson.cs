using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalusBot.Activities;

/// <summary>Activities as JSON: camelCase, unset fields left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 64)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(MessageEntity))]
internal sealed partial class ActivityJson : JsonSerializerContext
{
    /// <summary>For what we store and send as application/json, never inside a page: signs stay as they are instead of growing sixfold.</summary>
    public static ActivityJson Plain => plain ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static ActivityJson? plain;
}
