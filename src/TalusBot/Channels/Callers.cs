using System.Net;
using Microsoft.Extensions.Options;
using TalusBot.Channels.DirectLine;

namespace TalusBot.Channels;

/// <summary>Who is served at all, and pages of which origin may talk to us.</summary>
/// <remarks>
/// With nothing configured only this machine is served: direct loopback callers that name a loopback host, so that neither
/// a reverse proxy nor a rebound host name lets strangers in. Once a secret or an origin is configured, everybody is.
/// </remarks>
internal sealed class Callers(IOptions<DirectLineOptions> options)
{
    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"];
    private readonly HashSet<string> origins = options.Value.AllowedOrigins.Select(Origin.Normalise).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    public bool Configured => options.Value.Secret.Length > 0 || origins.Count > 0;

    public bool Serves(HttpContext context) =>
        Configured
        || (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !ForwardingHeaders.Any(context.Request.Headers.ContainsKey)
            && IsLoopbackHost(context.Request.Host.Host));

    /// <summary>Whether a page of <paramref name="origin"/> may talk to us: a configured one, or our own.</summary>
    public bool Allows(string origin, HttpRequest request) =>
        IsConfiguredOrigin(origin) || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    public bool IsConfiguredOrigin(string origin) => origins.Contains(origin);

    private static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
