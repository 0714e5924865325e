using Microsoft.Net.Http.Headers;

namespace TalusBot.Channels.Page;

/// <summary>Serves wwwroot: the widget and the look of our own pages.</summary>
internal static class WidgetFiles
{
    public static IApplicationBuilder UseWidgetFiles(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = served =>
        {
            TextCompression.Allow(served.Context);
            var headers = served.Context.Response.Headers;

            // Kept, and asked about each time: a new version is seen at once, an old one costs an empty 304.
            headers.CacheControl = "no-cache";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";

            // The widget is a module, and browsers ask permission for modules from elsewhere. There is nothing secret in it,
            // and on a page that may not talk to us it says so. The policy for configured origins names them instead.
            headers.AccessControlAllowOrigin = "*";
            headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        },
    });
}
