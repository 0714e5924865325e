using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using TalusBot.Activities;
using TalusBot.Channels.Teams;

namespace TalusBot.Channels.Connector;

/// <summary>
/// A conversation behind the connector under a name of our own, such as <c>msteams.personal.9Xb…</c>: the channel, how many read
/// along, and a hash of the channel's id, so that neither logs nor tables hold that id longer than delivery needs it.
/// </summary>
/// <param name="ChannelId">Such as msteams.</param>
internal sealed record ConnectorConversation(string Id, string ChannelId, ConversationScope Scope)
{
    /// <summary>The channel's name in ids of talks by outgoing webhook; no channel behind the connector is called so.</summary>
    public const string Webhook = "webhook";
    private const int LongestChannel = 32;

    public static ConnectorConversation Of(Activity activity)
    {
        var scope = ScopeOf(activity.Conversation!);
        var channel = activity.ChannelId is { Length: > 0 and <= LongestChannel } id && id != Webhook && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') ? id : "other";
        return new ConnectorConversation($"{channel}.{NameOf(scope)}.{Fingerprint(activity.ChannelId + "\n" + activity.Conversation!.Id)}", channel, scope);
    }

    public static string OfWebhook(string conversationId) => $"{Webhook}.{NameOf(ConversationScope.Channel)}.{Fingerprint(conversationId)}";

    /// <summary>The names of ours that the conversation with this id in the channel may have.</summary>
    public static IEnumerable<string> IdsIn(string channel, string conversationId) => channel == Webhook
        ? [OfWebhook(conversationId)]
        : Enum.GetValues<ConversationScope>().Select(scope => $"{channel}.{NameOf(scope)}.{Fingerprint(channel + "\n" + conversationId)}");

    /// <summary>
    /// Stands for who speaks where several people do, each with a talk of their own; empty where one person talks with the bot.
    /// It goes with the channel's id of this very conversation, which is not kept for good: so it can neither be guessed from
    /// names nor be found again in another conversation.
    /// </summary>
    public string PersonOf(Activity activity) => Scope is ConversationScope.Personal ? "" : PersonIn(activity.Conversation!.Id!, activity.From?.Id);

    public static string PersonIn(string conversationId, string? sender) => Fingerprint(conversationId + "\n" + sender);

    /// <summary>Ids of all other conversations are base64url, without a dot.</summary>
    public static bool IsOne(string id) => id.Contains('.', StringComparison.Ordinal);

    public static bool IsWebhook(string id) => id.StartsWith(Webhook + ".", StringComparison.Ordinal);

    public static ConnectorConversation Read(string id)
    {
        var parts = id.Split('.');
        return new ConnectorConversation(id, parts[0], parts[1] switch
        {
            "personal" => ConversationScope.Personal,
            "channel" => ConversationScope.Channel,
            _ => ConversationScope.GroupChat,
        });
    }

    /// <summary>Stands for an activity, so that it is taken once; null where the channel gives it no id.</summary>
    public static string? NameOf(Activity activity) => activity.Id is { Length: > 0 } id ? Fingerprint(id) : null;

    /// <summary>Stands for an id of the channel where it only has to be recognised.</summary>
    public static string Fingerprint(string id) => Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16).ToArray());

    private static ConversationScope ScopeOf(ConversationAccount conversation)
    {
        var type = conversation.Rest?.TryGetValue("conversationType", out var stated) is true && stated.ValueKind is JsonValueKind.String ? stated.GetString() : null;
        var isGroup = conversation.Rest?.TryGetValue("isGroup", out var group) is true && group.ValueKind is JsonValueKind.True;
        return type?.ToUpperInvariant() switch
        {
            "CHANNEL" => ConversationScope.Channel,
            "PERSONAL" => ConversationScope.Personal,
            null when !isGroup => ConversationScope.Personal,

            // Of a kind that we do not know, others may read along.
            _ => ConversationScope.GroupChat,
        };
    }

    private static string NameOf(ConversationScope scope) => scope switch
    {
        ConversationScope.Personal => "personal",
        ConversationScope.Channel => "channel",
        _ => "group",
    };
}
