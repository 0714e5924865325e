using System.Text.Json.Serialization;
using TalusBot.Activities;

namespace TalusBot.Channels.DirectLine;

/// <summary>What a client gets that may talk: tokens/generate, tokens/refresh, start and reconnect.</summary>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="StreamUrl">A web socket address, good for a minute to connect; only from start and reconnect.</param>
internal sealed record ConversationGrant(
    string ConversationId,
    string Token,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    string? StreamUrl = null);

/// <summary>The id of an activity that was taken.</summary>
internal sealed record ResourceId(string Id);

internal sealed record SessionId([property: JsonPropertyName("sessionId")] string Id);

/// <summary>The optional body of tokens/generate and of start.</summary>
/// <param name="TrustedOrigins">Narrows the allowed origins for this token.</param>
internal sealed record TokenParameters(ChannelAccount? User = null, IReadOnlyList<string>? TrustedOrigins = null, string? Locale = null);
