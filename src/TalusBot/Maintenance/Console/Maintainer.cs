using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace TalusBot.Maintenance.Console;

/// <summary>Who is signed in: a name for the history, and which key let them in.</summary>
internal static class Maintainer
{
    public const string Scheme = "talusbot-maintain";

    /// <summary>Longest name, in UTF-16 units.</summary>
    public const int LongestName = 80;

    private const string KeyClaim = "key";

    public static ClaimsPrincipal Named(string name, string key) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(KeyClaim, Fingerprint(key))], Scheme));

    public static string NameOf(HttpContext context) => context.User.Identity?.Name is { Length: > 0 } name ? name : "somebody";

    /// <summary>Whether the key that let them in is still the one in use.</summary>
    public static bool HoldsKey(ClaimsPrincipal? user, string key) =>
        user?.FindFirst(KeyClaim)?.Value is { } held && Same(held, Fingerprint(key));

    /// <summary>Takes the same time whether they differ early or late.</summary>
    public static bool IsKey(string typed, string key) => key.Length > 0 && Same(Fingerprint(typed), Fingerprint(key));

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string Fingerprint(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("talusbot maintain key\n" + key)));
}
