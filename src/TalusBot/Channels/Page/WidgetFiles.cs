namespace TalusBot.Channels.Page;

/// <summary>Serves wwwroot: the widget, which pages of configured origins may load, and the look of our own pages.</summary>
internal static class WidgetFiles
{
    public static IApplicationBuilder UseWidgetFiles(this IApplicationBuilder app)
    {
        var callers = app.ApplicationServices.GetRequiredService<Callers>();
        return app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = served =>
            {
                var headers = served.Context.Response.Headers;
                headers.CacheControl = "no-cache";
                headers["Cross-Origin-Resource-Policy"] = "cross-origin";

                // The widget is a module, and browsers ask permission for modules from elsewhere.
                string? origin = served.Context.Request.Headers.Origin;
                if (!string.IsNullOrEmpty(origin) && callers.IsConfiguredOrigin(origin))
                {
                    headers.AccessControlAllowOrigin = origin;
                    headers.Vary = "Origin";
                }
            },
        });
    }
}
