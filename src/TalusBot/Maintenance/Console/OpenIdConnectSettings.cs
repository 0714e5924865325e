using System.Net;

namespace TalusBot.Maintenance.Console;

/// <summary>Settings under <c>Maintain:OpenIdConnect</c>: the provider where maintainers sign in, and which of its people may.</summary>
internal sealed class OpenIdConnectSettings
{
    private const int LongestValue = 2048;
    private const int MostAllowed = 500;

    /// <summary>The provider's address (its issuer), https; http on this machine only.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What the provider calls us.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What we prove to it who we are with; empty where it trusts PKCE alone.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Email addresses and subject ids of those who may sign in; nobody else may. At most 500.</summary>
    public IList<string> Allowed { get; } = [];

    public bool IsSet => Authority.Length > 0;

    /// <summary>Whether the provider is this very machine, where http is no danger.</summary>
    public bool IsLoopback => Uri.TryCreate(Authority, UriKind.Absolute, out var authority) && (authority.IsLoopback || (IPAddress.TryParse(authority.DnsSafeHost, out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Subject ids are compared exactly, email addresses without regard to case.</summary>
    /// <param name="email">Null where the provider does not vouch for one.</param>
    public bool Allows(string? subject, string? email) =>
        Allowed.Any(allowed => allowed == subject || (email is not null && allowed.Contains('@', StringComparison.Ordinal) && string.Equals(allowed.Trim(), email, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What is wrong with the settings, and how to mend it.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (!IsSet)
        {
            if (ClientId.Length + ClientSecret.Length + Allowed.Count > 0)
            {
                yield return "Maintain__OpenIdConnect__Authority is missing, although other settings of the sign-in are there; set it to the provider's address, such as https://login.example/tenant, or leave all of them out.";
            }

            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || authority.Scheme is not ("https" or "http") || authority.Query.Length + authority.Fragment.Length + authority.UserInfo.Length > 0)
        {
            yield return "Maintain__OpenIdConnect__Authority is no web address; write one such as https://login.example/tenant, without a question mark.";
        }
        else if (authority.Scheme == "http" && !IsLoopback)
        {
            yield return "Maintain__OpenIdConnect__Authority must begin with https://; http is taken for this machine only.";
        }

        if (ClientId.Length == 0)
        {
            yield return "Maintain__OpenIdConnect__ClientId is missing; set it to the id under which the provider knows this bot.";
        }

        if (new[] { Authority, ClientId, ClientSecret }.Concat(Allowed).Any(value => value.Length > LongestValue) || Allowed.Count > MostAllowed)
        {
            yield return $"Maintain__OpenIdConnect holds too much: at most {LongestValue} characters a value, and {MostAllowed} people.";
        }

        for (var i = 0; i < Allowed.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Allowed[i]))
            {
                yield return $"Maintain__OpenIdConnect__Allowed__{i} is empty; write an email address or a subject id, or leave the setting out.";
            }
        }
    }
}
