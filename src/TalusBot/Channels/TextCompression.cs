using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;

namespace TalusBot.Channels;

/// <summary>Text travels compressed, where the client asks for that: pages, scripts, styles, JSON.</summary>
/// <remarks>
/// Inside TLS the size of a compressed answer can betray a secret in it, to somebody who makes a signed-in browser ask for many (BREACH).
/// So over https the answers to callers who prove who they are, by Authorization or by cookie, stay as they are.
/// </remarks>
internal static class TextCompression
{
    private static readonly string[] Types =
        ["text/html", "text/css", "text/javascript", "text/plain", "text/markdown", "image/svg+xml", "application/json", "application/problem+json"];

    public static IServiceCollection AddTextCompression(this IServiceCollection services)
    {
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);
        return services.AddResponseCompression(compression => compression.MimeTypes = Types);
    }

    public static IApplicationBuilder UseTextCompression(this IApplicationBuilder app) => app.UseResponseCompression().Use((context, next) =>
    {
        var headers = context.Request.Headers;
        if (headers.Authorization.Count == 0 && headers.Cookie.Count == 0)
        {
            Allow(context);
        }

        return next(context);
    });

    /// <summary>Over https too: this answer is the same for everybody.</summary>
    public static void Allow(HttpContext context)
    {
        if (context.Features.Get<IHttpsCompressionFeature>() is { } https)
        {
            https.Mode = HttpsCompressionMode.Compress;
        }
    }
}
