using TalusBot.Channels.Connector;

namespace TalusBot.Channels.Page;

/// <summary>What browsers are told about everything we serve.</summary>
internal static class PageHeaders
{
    /// <summary>Our own pages run our own scripts only and talk to nobody else.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' {0}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UsePageHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the last moment, because whoever words an error begins with a clean answer.
        context.Response.OnStarting(static state =>
        {
            Write((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";

        // The widget's files alone are made for other pages.
        if (headers["Cross-Origin-Resource-Policy"].Count == 0)
        {
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
        }

        // A month of https only, where we were reached that way; a developer's machine has other programs on other ports.
        if (context.Request.IsHttps && !SafeAddress.IsLoopbackHost(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = "max-age=2592000";
        }

        // Talks and tokens are nobody else's. What is the same for everybody says so itself.
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        // The host name is what the browser sent; only where it is a plain one may it stand in a header of ours.
        var socket = (context.Request.IsHttps ? "wss://" : "ws://") + context.Request.Host.ToUriComponent();
        headers.ContentSecurityPolicy = Policy.Replace("{0}", Uri.TryCreate(socket, UriKind.Absolute, out var plain) ? $"{plain.Scheme}://{plain.Authority}" : "", StringComparison.Ordinal);
    }
}
