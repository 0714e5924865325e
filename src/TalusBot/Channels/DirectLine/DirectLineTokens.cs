using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TalusBot.Storage;

namespace TalusBot.Channels.DirectLine;

/// <summary>Who a valid token stands for.</summary>
/// <param name="User">The user the token is bound to; null where the client names itself.</param>
/// <param name="Origins">The origins the token is narrowed to; empty where any allowed one will do.</param>
internal sealed record TokenHolder(string Conversation, string? User, IReadOnlyList<string> Origins);

/// <summary>What a token is good for. One kind never passes for another.</summary>
internal enum TokenUse
{
    /// <summary>Requests of one conversation.</summary>
    Rest,

    /// <summary>Opening the stream, for a minute.</summary>
    Stream,

    /// <summary>Going on with a conversation from a page without a script or from another program, for a day.</summary>
    Ask,
}

/// <summary>Makes and reads our tokens: JSON Web Tokens signed with HMAC-SHA256 by keys that only the store has.</summary>
internal sealed class DirectLineTokens(IOptions<DirectLineOptions> options, KeyStore store, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan StreamLifetime = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan AskLifetime = TimeSpan.FromDays(1);
    private const string Issuer = "talusbot";

    /// <summary>Another process may have made a key that we do not know; a stranger may make up any number of them.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>So long another process may go on signing with a key that has a successor.</summary>
    private static readonly TimeSpan UntilAllKnow = TimeSpan.FromHours(1);

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private volatile IReadOnlyList<SecurityKey> keys = [];
    private readonly SemaphoreSlim looking = new(1);
    private long? lookedAt;

    public int LifetimeSeconds => options.Value.TokenLifetimeSeconds;

    /// <summary>Makes a new key where the newest has signed for long enough. Called at start, before anything is served, and now and then.</summary>
    public async Task RenewKeysAsync(CancellationToken cancel)
    {
        var longest = TimeSpan.FromSeconds(Math.Max(LifetimeSeconds, AskLifetime.TotalSeconds)) + UntilAllKnow;
        Use(await store.CurrentAsync(options.Value.KeyLifetime, longest, cancel));
    }

    public void Dispose() => looking.Dispose();

    /// <summary>Whether <paramref name="presented"/> is the configured secret. Takes the same time whatever differs.</summary>
    public bool IsSecret(string presented) => options.Value.Secret is { Length: > 0 } secret
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public string Issue(TokenHolder holder, TokenUse use)
    {
        var now = clock.GetUtcNow();
        var claims = new List<Claim> { new("conv", holder.Conversation), new("use", Name(use)) };
        if (holder.User is not null)
        {
            claims.Add(new Claim("user", holder.User));
        }

        claims.AddRange(holder.Origins.Select(origin => new Claim("origin", origin)));
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            Subject = new ClaimsIdentity(claims),
            NotBefore = now.UtcDateTime,
            Expires = (now + LifetimeOf(use)).UtcDateTime,
            SigningCredentials = new SigningCredentials(keys[0], SecurityAlgorithms.HmacSha256),
        });
    }

    /// <returns>The holder; or null and whether the token was ours but is past its time.</returns>
    public async Task<(TokenHolder? Holder, bool Expired)> ReadAsync(string token, TokenUse use)
    {
        if (Parsed(token) is not { } parsed)
        {
            return (null, false);
        }

        await LookForKeyAsync(parsed.Kid);
        var result = await handler.ValidateTokenAsync(parsed, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeys = keys,
            ValidIssuer = Issuer,
            ValidAudience = Issuer,

            // By our own clock below, so that "expired" can be told from "forged".
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken read || !IsSpelledAsIssued(read.EncodedSignature)
            || !read.TryGetPayloadValue<string>("use", out var stated) || stated != Name(use)
            || !read.TryGetPayloadValue<string>("conv", out var conversation))
        {
            return (null, false);
        }

        if (clock.GetUtcNow().UtcDateTime >= read.ValidTo)
        {
            return (null, true);
        }

        var origins = read.Claims.Where(claim => claim.Type == "origin").Select(claim => claim.Value).ToList();
        return (new TokenHolder(conversation, read.TryGetPayloadValue<string>("user", out var user) ? user : null, origins), false);
    }

    private void Use(List<SigningKey> current) => keys = [.. current.Select(key => new SymmetricSecurityKey(key.Material) { KeyId = key.Id })];

    /// <summary>A token may be signed with a key that another process has made since we looked. Whoever comes meanwhile waits for the look.</summary>
    private async Task LookForKeyAsync(string? id)
    {
        if (id is not { Length: > 0 } || Knows(id))
        {
            return;
        }

        await looking.WaitAsync();
        try
        {
            if (!Knows(id) && (lookedAt is not { } last || clock.GetElapsedTime(last) >= BetweenLooks))
            {
                Use(await store.ReadAsync());
                lookedAt = clock.GetTimestamp();
            }
        }
        finally
        {
            looking.Release();
        }
    }

    private bool Knows(string id) => keys.Any(key => key.KeyId == id);

    /// <returns>Null where it is no token at all.</returns>
    private JsonWebToken? Parsed(string token)
    {
        try
        {
            return handler.CanReadToken(token) ? handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>Base64url can be read leniently: with a "=" behind it, or with another last letter. A token of ours has one spelling only.</summary>
    private static bool IsSpelledAsIssued(string signature) => Base64UrlEncoder.Encode(Base64UrlEncoder.DecodeBytes(signature)) == signature;

    private TimeSpan LifetimeOf(TokenUse use) => use switch
    {
        TokenUse.Stream => StreamLifetime,
        TokenUse.Ask => AskLifetime,
        _ => TimeSpan.FromSeconds(LifetimeSeconds),
    };

    private static string Name(TokenUse use) => use switch
    {
        TokenUse.Stream => "stream",
        TokenUse.Ask => "ask",
        _ => "rest",
    };
}
