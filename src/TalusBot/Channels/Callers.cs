using System.Net;
using Microsoft.Extensions.Options;
using TalusBot.Channels.Connector;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Webhook;

namespace TalusBot.Channels;

/// <summary>Who is served at all, and pages of which origin may talk to us.</summary>
/// <remarks>
/// With nothing configured only this machine is served: direct loopback callers that name a loopback host, so that neither
/// a reverse proxy nor a rebound host name lets strangers in. Once a secret, an origin, an app id or a webhook is configured, everybody is.
/// </remarks>
internal sealed partial class Callers(IOptions<DirectLineOptions> options, IOptions<BotRegistration> bot, IOptions<TeamsWebhookOptions> webhook, ILogger<Callers> logger)
{
    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"];
    private readonly HashSet<string> origins = options.Value.AllowedOrigins.Select(Origin.Normalise).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    private int proxyTold;

    /// <summary>An app id or a webhook counts too: replies in Teams link to our pages.</summary>
    public bool Configured => options.Value.Secret.Length > 0 || origins.Count > 0 || bot.Value.HasAppId || webhook.Value.Secret.Length > 0;

    public bool Serves(HttpContext context) => Configured || IsDirectLoopback(context);

    /// <summary>A caller on this machine that names it, with no proxy in between.</summary>
    public static bool IsDirectLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !ForwardingHeaders.Any(context.Request.Headers.ContainsKey)
        && SafeAddress.IsLoopbackHost(context.Request.Host.Host);

    /// <summary>Whether a page of <paramref name="origin"/> may talk to us: a configured one, or our own.</summary>
    public bool Allows(string origin, HttpRequest request) =>
        IsConfiguredOrigin(origin) || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a form may come from a page of <paramref name="origin"/>: as above, or of our own where a proxy has changed the scheme or the host on the way.</summary>
    public bool AllowsForm(string origin, HttpRequest request)
    {
        if (Allows(origin, request))
        {
            return true;
        }

        if (request.Headers["Sec-Fetch-Site"] != "same-origin" && !IsSameHost(origin, request.Host))
        {
            return false;
        }

        if (Interlocked.Exchange(ref proxyTold, 1) == 0)
        {
            Log.UnknownProxy(logger);
        }

        return true;
    }

    /// <summary>Whether host and port are the same, whatever the scheme.</summary>
    private static bool IsSameHost(string origin, HostString host) =>
        host.HasValue && Origin.Normalise(origin) is { } normal && normal == Origin.Normalise($"{new Uri(normal).Scheme}://{host}");

    public bool IsConfiguredOrigin(string origin) => origins.Contains(origin);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A form of our own page came from another address than the one we see: a proxy stands before us that is not in Web__TrustedProxies. Name it there, or links will have the wrong scheme and all visitors share one limit")]
        public static partial void UnknownProxy(ILogger logger);
    }
}
