using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using TalusBot.Conversation;

namespace TalusBot.Maintenance.Console;

/// <summary>Who is signed in: a name for the history, and what let them in: the key, or the organisation's sign-in.</summary>
internal static class Maintainer
{
    public const string Scheme = "talusbot-maintain";

    /// <summary>Longest name, in UTF-16 units.</summary>
    public const int LongestName = 80;

    private const string KeyClaim = "key";
    private const string ProviderClaim = "provider";
    private const string SubjectClaim = "sub";
    private const string EmailClaim = "email";

    public static ClaimsPrincipal Named(string name, string key) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(KeyClaim, Fingerprint(key))], Scheme));

    /// <summary>Somebody for whom the provider vouches; nothing else that it told is kept.</summary>
    public static ClaimsPrincipal Vouched(string name, string? subject, string? email, OpenIdConnectSettings provider) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ProviderClaim, FingerprintOf(provider)), new(SubjectClaim, subject ?? ""), new(EmailClaim, email ?? "")], Scheme));

    public static string NameOf(HttpContext context) => context.User.Identity?.Name is { Length: > 0 } name ? name : "somebody";

    /// <summary>Whether what let them in still would: the key is the same, or the provider is and they are still among those who may.</summary>
    public static bool MayStay(ClaimsPrincipal? user, MaintainOptions maintain) =>
        user?.FindFirst(KeyClaim)?.Value is { } held ? maintain.HasKey && Same(held, Fingerprint(maintain.Key))
        : user?.FindFirst(ProviderClaim)?.Value is { } provider && maintain.OpenIdConnect.IsSet && Same(provider, FingerprintOf(maintain.OpenIdConnect))
            && maintain.OpenIdConnect.Allows(Told(user, SubjectClaim), Told(user, EmailClaim));

    /// <summary>Takes the same time whether they differ early or late.</summary>
    public static bool IsKey(string typed, string key) => key.Length > 0 && Same(Fingerprint(typed), Fingerprint(key));

    /// <summary>A name in one line, as it can stand in the history.</summary>
    public static string Cleaned(string name)
    {
        var line = OneLine.Of(name);
        line = string.Concat(line.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate)));
        return OneLine.Start(line, LongestName).TrimEnd();
    }

    private static string? Told(ClaimsPrincipal user, string claim) => user.FindFirst(claim)?.Value is { Length: > 0 } value ? value : null;

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string Fingerprint(string key) => Hashed("talusbot maintain key\n" + key);

    private static string FingerprintOf(OpenIdConnectSettings provider) => Hashed($"talusbot maintain provider\n{provider.Authority}\n{provider.ClientId}");

    private static string Hashed(string words) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
}
