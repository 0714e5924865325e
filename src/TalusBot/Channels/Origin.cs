namespace TalusBot.Channels;

/// <summary>The origin of a page: scheme, host and port, such as https://blog.example.</summary>
internal static class Origin
{
    /// <summary>The origin as browsers spell it.</summary>
    /// <returns>Null where <paramref name="written"/> is none: no http or https, or more than an origin. A slash at the end is forgiven.</returns>
    public static string? Normalise(string? written) =>
        Uri.TryCreate(written, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.PathAndQuery == "/" && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0
            ? uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant()
            : null;
}
