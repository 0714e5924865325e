using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TalusBot.Channels.Connector;

/// <summary>What a channel's valid token says.</summary>
/// <param name="ServiceUrl">The one address that activities with this token may come from.</param>
/// <param name="Endorsements">The channels that its key stands for; empty where it does not say.</param>
internal sealed record ChannelIdentity(string ServiceUrl, IReadOnlyList<string> Endorsements)
{
    /// <summary>Whether the token vouches for an activity that says it comes from there.</summary>
    public bool VouchesFor(string? serviceUrl, string? channelId) =>
        string.Equals(ServiceUrl, serviceUrl, StringComparison.Ordinal)
        && channelId is not null && (Endorsements.Count == 0 || Endorsements.Contains(channelId, StringComparer.Ordinal));
}

/// <param name="Identity">Null where the token proves nothing.</param>
/// <param name="IsBusy">It was not read: too many wait for the keys that it takes.</param>
internal readonly record struct TokenReading(ChannelIdentity? Identity, bool IsBusy = false);

/// <summary>Reads the tokens with which channels prove who they are.</summary>
internal sealed class InboundTokens(ChannelKeys keys, IOptions<BotRegistration> bot, TimeProvider clock)
{
    private const int LongestToken = 16_384;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    /// <param name="authorization">The header as sent.</param>
    public async ValueTask<TokenReading> ReadAsync(string authorization, CancellationToken cancel)
    {
        var parts = authorization.Split(' ');
        if (parts.Length != 2 || !parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase) || Unread(parts[1]) is not { } unread
            || !Algorithms.Contains(unread.Alg, StringComparer.Ordinal) || string.IsNullOrEmpty(unread.Kid))
        {
            return default;
        }

        var (key, tooManyWait) = await keys.FindAsync(unread.Kid, cancel);
        return key is null ? new TokenReading(Identity: null, tooManyWait) : new TokenReading(await ReadAsync(unread, key));
    }

    private async ValueTask<ChannelIdentity?> ReadAsync(JsonWebToken unread, ChannelKey key)
    {
        var result = await handler.ValidateTokenAsync(unread, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            IssuerSigningKey = key.Key,
            RequireSignedTokens = true,
            ValidIssuer = bot.Value.TokenIssuer,
            ValidAudience = bot.Value.MicrosoftAppId,
            RequireExpirationTime = true,
            LifetimeValidator = IsAlive,
        });
        return result.IsValid && !IsOfSkill(unread)
            && unread.TryGetPayloadValue<string>("serviceurl", out var serviceUrl) && !string.IsNullOrEmpty(serviceUrl)
                ? new ChannelIdentity(serviceUrl, key.Endorsements)
                : null;
    }

    private static JsonWebToken? Unread(string token)
    {
        if (token.Length is 0 or > LongestToken)
        {
            return null;
        }

        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // The token library's own exceptions are ArgumentExceptions.
            return null;
        }
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + ClockSkew && (notBefore is not { } begin || now >= begin - ClockSkew);
    }

    /// <summary>Another bot that calls this one as its skill names itself; channels do not.</summary>
    private bool IsOfSkill(JsonWebToken token) => token.Claims.Any(claim => claim.Type is "appid" or "azp" && claim.Value != bot.Value.MicrosoftAppId);
}
