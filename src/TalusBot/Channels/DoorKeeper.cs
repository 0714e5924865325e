using TalusBot.Channels.Connector;
using TalusBot.Channels.Page;
using TalusBot.Channels.Webhook;
using TalusBot.Knowledge;
using TalusBot.Maintenance.Console;
using TalusBot.Storage;

namespace TalusBot.Channels;

/// <summary>What is refused before any endpoint runs, and how errors look that no endpoint has worded.</summary>
internal static class DoorKeeper
{
    /// <summary>Longest host with its port, in characters: as long as a name may be (RFC 1035, 2.3.4). It is kept with every message and goes into links.</summary>
    private const int LongestHost = 261;

    /// <summary>Serves only whom <see cref="Callers"/> allows, and only while there is knowledge to answer from; whoever comes during the start waits for its end.</summary>
    public static IApplicationBuilder UseDoorKeeper(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Host.Value?.Length > LongestHost)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "BadArgument", "The name of the host is too long.");
            return;
        }

        var services = context.RequestServices;
        if (!ChecksItself(context.Request.Path) && !services.GetRequiredService<Callers>().Serves(context))
        {
            await Refuse(
                context,
                StatusCodes.Status403Forbidden,
                "NotConfigured",
                "Nothing is configured yet, so this bot serves direct callers on its own machine only. Set DirectLine__AllowedOrigins__0 to the origin of the page that embeds it, or DirectLine__Secret.");
            return;
        }

        if (WorksWithout(context.Request.Path))
        {
            await next(context);
            return;
        }

        await services.GetRequiredService<Opening>().Over.WaitAsync(context.RequestAborted);
        if (services.GetRequiredService<KnowledgeBase>().Current is null)
        {
            context.Response.Headers.RetryAfter = "30";
            await Refuse(context, StatusCodes.Status503ServiceUnavailable, "NotReady", "This bot is being mended and cannot answer right now. Please try again in a little while.");
            return;
        }

        await next(context);
    });

    /// <summary>What is needed to see what is wrong, and to mend it.</summary>
    private static bool WorksWithout(PathString path) => path == "/health" || path.StartsWithSegments(ConsoleRoutes.Path, StringComparison.Ordinal) || Path.GetExtension(path.Value) is ".css" or ".svg";

    /// <summary>Channels and the webhook prove who they are, or are refused, at their own door.</summary>
    private static bool ChecksItself(PathString path) => path == ConnectorEndpoint.Path || path == WebhookEndpoint.Path;

    /// <summary>Statuses without a body get the one that clients expect.</summary>
    public static IApplicationBuilder UseWordedErrors(this IApplicationBuilder app) => app
        .UseExceptionHandler(failed => failed.Run(context =>
        {
            var error = context.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Error;
            if (error is StorageUnavailableException)
            {
                context.Response.Headers.RetryAfter = "5";
                return Refuse(context, StatusCodes.Status503ServiceUnavailable);
            }

            return Refuse(context, error is BadHttpRequestException refused ? refused.StatusCode : StatusCodes.Status500InternalServerError);
        }))
        .UseStatusCodePages(page => Refuse(page.HttpContext, page.HttpContext.Response.StatusCode));

    private static Task Refuse(HttpContext context, int status)
    {
        var (code, message) = Worded(status);
        return Refuse(context, status, code, message);
    }

    /// <summary>A page for somebody with a browser, JSON for everybody else.</summary>
    public static Task Refuse(HttpContext context, int status, string code, string message) =>
        (WantsPage(context.Request) ? MessagePage.Result(status, message) : ApiError.Result(status, code, message)).ExecuteAsync(context);

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Path.StartsWithSegments(AskPage.Path, StringComparison.Ordinal) || request.Path.StartsWithSegments(ConsoleRoutes.Path, StringComparison.Ordinal));

    private static (string Code, string Message) Worded(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("BadArgument", "The request could not be understood."),
        StatusCodes.Status404NotFound => ("NotFound", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => ("MethodNotAllowed", "This address does not take that method."),
        StatusCodes.Status408RequestTimeout => ("Timeout", "The request took too long to arrive."),
        StatusCodes.Status413PayloadTooLarge => ("MessageSizeTooBig", "The request is too large. Send a shorter message."),
        StatusCodes.Status415UnsupportedMediaType => ("BadArgument", "Send the body as application/json."),
        StatusCodes.Status500InternalServerError => ("ServiceError", "Something went wrong on our side. Please try again."),
        StatusCodes.Status503ServiceUnavailable => ("StorageUnavailable", "Nothing can be kept just now, so nothing was taken. Please try again in a little while."),
        _ => ("Error", "The request was refused."),
    };
}
