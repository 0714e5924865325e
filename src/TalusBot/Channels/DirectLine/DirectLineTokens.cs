using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

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

/// <summary>Makes and reads our tokens: JSON Web Tokens signed with HMAC-SHA256 by a key that only the store has.</summary>
internal sealed class DirectLineTokens(IOptions<DirectLineOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan StreamLifetime = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan AskLifetime = TimeSpan.FromDays(1);
    private const string Issuer = "talusbot";
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private SymmetricSecurityKey? key;

    public int LifetimeSeconds => options.Value.TokenLifetimeSeconds;

    /// <summary>Called once at start, before anything is served.</summary>
    public void UseKey(byte[] material) => key = new SymmetricSecurityKey(material) { KeyId = "1" };

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
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <returns>The holder; or null and whether the token was ours but is past its time.</returns>
    public async Task<(TokenHolder? Holder, bool Expired)> ReadAsync(string token, TokenUse use)
    {
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = key,
            ValidIssuer = Issuer,
            ValidAudience = Issuer,

            // By our own clock below, so that "expired" can be told from "forged".
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken read
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
