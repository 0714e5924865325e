using System.Net;

namespace TalusBot.Channels.Connector;

/// <summary>Addresses that secrets may travel to.</summary>
internal static class SafeAddress
{
    /// <summary>In UTF-16 units.</summary>
    private const int Longest = 2048;

    /// <summary>https anywhere, http on this machine only.</summary>
    public static bool Is(string address) =>
        IsPlain(address) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsLoopbackHost(uri.Host)));

    /// <summary>http or https on this machine: 127.0.0.0/8, ::1 or localhost.</summary>
    public static bool IsLoopback(string address) =>
        IsPlain(address) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && IsLoopbackHost(uri.Host);

    /// <summary>Nothing that could end a line, a header or the path that we add to it, and nothing endless.</summary>
    private static bool IsPlain(string address) => address.Length <= Longest && address.All(c => c is > ' ' and < (char)127 and not ('?' or '#'));

    public static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
