using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalusBot.Activities;

namespace TalusBot.Channels.Connector;

/// <summary>Where a conversation is, and who we are there: what it takes to send something to it.</summary>
/// <param name="AppId">The app id whose valid token vouched for the address; empty where the bot had none and the channel was on this machine.</param>
/// <param name="Conversation">As the channel names it.</param>
/// <param name="Bot">We, as the channel names us.</param>
internal sealed record ConversationReference(string AppId, string ServiceUrl, string ChannelId, ConversationAccount Conversation, ChannelAccount? Bot)
{
    /// <summary>Of a conversation's own fields these are sent back; names of people are not kept.</summary>
    private static readonly string[] KeptOfConversation = ["conversationType", "tenantId", "isGroup"];

    /// <summary>In UTF-16 units; a tenant's id has 36.</summary>
    private const int LongestKept = 256;

    public static ConversationReference Of(Activity activity, string appId, string serviceUrl) => new(
        appId,
        serviceUrl,
        activity.ChannelId!,
        new ConversationAccount(activity.Conversation!.Id)
        {
            Rest = activity.Conversation.Rest?.Where(field => KeptOfConversation.Contains(field.Key, StringComparer.Ordinal) && IsPlain(field.Value)).ToDictionary(StringComparer.Ordinal),
        },
        activity.Recipient is { Id: { Length: > 0 } id } bot ? new ChannelAccount(id, bot.Name) : null);

    /// <summary>These fields are short texts and yes or no; nothing else is sent back under their names.</summary>
    private static bool IsPlain(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False
        || (value.ValueKind is JsonValueKind.String && value.GetString()!.Length <= LongestKept);

    public string Write() => JsonSerializer.Serialize(this, ConnectorJson.Default.ConversationReference);

    public static ConversationReference Read(string json) => JsonSerializer.Deserialize(json, ConnectorJson.Default.ConversationReference)!;
}

/// <summary>What we keep and answer as JSON on the connector's side.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConversationReference))]
[JsonSerializable(typeof(ChannelAccount))]
[JsonSerializable(typeof(IReadOnlyList<Activity>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(MarkValue))]
[JsonSerializable(typeof(ReplyActivities))]
[JsonSerializable(typeof(LoggedReply))]
internal sealed partial class ConnectorJson : JsonSerializerContext
{
    /// <summary>For what we store and send as application/json, never inside a page: signs stay as they are instead of growing sixfold.</summary>
    public static ConnectorJson Plain => plain ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static ConnectorJson? plain;
}

/// <summary>The answer to a request with <c>deliveryMode: "expectReplies"</c>.</summary>
internal sealed record ReplyActivities(IReadOnlyList<Activity> Activities);
