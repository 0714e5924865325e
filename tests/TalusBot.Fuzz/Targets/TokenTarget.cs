using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TalusBot.Channels.DirectLine;
using TalusBot.Storage;

namespace TalusBot.Fuzz.Targets;

/// <summary>Direct Line tokens. Only the very tokens that were issued are good, and only for their own use.</summary>
internal sealed class TokenTarget : IFuzzTarget
{
    public const string Id = "tokens";

    private const string KeyId = "0123456789abcdef";
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private readonly string folder = Directory.CreateTempSubdirectory("talusbot-fuzz-").FullName;
    private readonly Store store;
    private readonly DirectLineTokens tokens;
    private readonly Dictionary<string, TokenUse> issued = new(StringComparer.Ordinal);

    public TokenTarget()
    {
        var clock = new FixedClock();
        store = new Store(Options.Create(new StorageOptions { Path = Path.Combine(folder, "talusbot.db") }), clock);

        // A key that a store makes is another one each time, and so would be the inputs.
        store.WriteAsync("", session => session.Execute(
            "INSERT INTO signing_key (id, created_at, material) VALUES (@id, @now, @material)", ("@id", KeyId), ("@now", store.Now), ("@material", Convert.ToBase64String(Key)))).GetAwaiter().GetResult();
        tokens = new(Options.Create(new DirectLineOptions { Secret = "a secret of this target" }), new KeyStore(store), clock);
        tokens.RenewKeysAsync(CancellationToken.None).GetAwaiter().GetResult();
        foreach (var use in Enum.GetValues<TokenUse>())
        {
            foreach (var holder in new TokenHolder[] { new("conversation-1", null, []), new("conversation-2", "dl_user", ["https://blog.example", "https://other.example"]) })
                issued[tokens.Issue(holder, use)] = use;
        }
    }

    public string Name => Id;

    public int Share => 150;

    public IReadOnlyList<string> Parser => ["src/TalusBot/Channels/DirectLine/DirectLineTokens.cs"];

    public IReadOnlyList<string> Words =>
    [
        .. ((string[])["""{"alg":"none"}""", """{"alg":"HS256","kid":"0123456789abcdef","typ":"JWT"}""", """{"alg":"HS256","kid":"2"}""", """{"alg":"HS512"}""", """{"alg":"dir","enc":"A128CBC-HS256"}""", "{}", """{"conv":"x","use":"rest","iss":"talusbot","aud":"talusbot","exp":99999999999}""", """{"use":7}"""])
            .Select(part => Base64UrlEncoder.Encode(part)),
        ".", "..", "....", "=", "==", "Bearer ", " ",
    ];

    public IReadOnlyList<byte[]> Corpus() => [.. issued.Keys.Concat(Wrong()).Select(Encoding.UTF8.GetBytes)];

    public Verdict Try(byte[] input)
    {
        var token = Encoding.UTF8.GetString(input);
        var verdict = Verdict.Refused;
        foreach (var use in Enum.GetValues<TokenUse>())
        {
            var (holder, expired) = tokens.ReadAsync(token, use).GetAwaiter().GetResult();
            var isGood = issued.TryGetValue(token, out var issuedFor) && issuedFor == use;
            BrokenPromiseException.Unless(holder is not null == isGood, () => isGood ? "A token that was issued is refused." : $"A token that was never issued for {use} is taken, for {holder!.Conversation}.");
            BrokenPromiseException.Unless(!isGood || !expired, () => "A good token is called expired.");
            verdict = isGood ? Verdict.Accepted : verdict;
        }

        BrokenPromiseException.Unless(tokens.IsSecret(token) == (token == "a secret of this target"), () => "Something else than the secret is taken for it.");
        return verdict;
    }

    public void Dispose()
    {
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Tokens that look right and are not: past their time, of another issuer, without a use, signed by another key or in another way.</summary>
    private IEnumerable<string> Wrong()
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
        string Made(byte[] key, string algorithm, string issuer, double days, params Claim[] claims) => handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "talusbot",
            Subject = new ClaimsIdentity(claims),
            Expires = FixedClock.Start.UtcDateTime.AddDays(days),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key) { KeyId = KeyId }, algorithm),
        });
        Claim conversation = new("conv", "conversation-1"), use = new("use", "rest");
        byte[] longKey = [.. Key, .. Key];
        yield return Made(Key, SecurityAlgorithms.HmacSha256, "talusbot", -1, conversation, use);
        yield return Made(Key, SecurityAlgorithms.HmacSha256, "somebody", 1, conversation, use);
        yield return Made(Key, SecurityAlgorithms.HmacSha256, "talusbot", 1, conversation);
        yield return Made(Key, SecurityAlgorithms.HmacSha256, "talusbot", 1, use);
        yield return Made([.. Key.Reverse()], SecurityAlgorithms.HmacSha256, "talusbot", 1, conversation, use);
        yield return Made(longKey, SecurityAlgorithms.HmacSha512, "talusbot", 1, conversation, use);
        yield return $"{issued.Keys.First().Split('.')[0]}.{Base64UrlEncoder.Encode("""{"conv":"x","use":"rest","iss":"talusbot","aud":"talusbot","exp":99999999999}""")}.";
    }

    /// <summary>Tokens must not expire in the middle of a run, nor differ from run to run.</summary>
    private sealed class FixedClock : TimeProvider
    {
        public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Start;

        // Keys that are not known are looked for once and no more.
        public override long GetTimestamp() => 1;
    }
}
