using Microsoft.AspNetCore.Antiforgery;

namespace TalusBot.Maintenance.Console;

/// <summary>Takes only forms that a page of ours gave to this very browser.</summary>
internal static class FormCheck
{
    /// <summary>Everything in the group that is posted is checked.</summary>
    public static TBuilder CheckForms<TBuilder>(this TBuilder group)
        where TBuilder : IEndpointConventionBuilder => group.AddEndpointFilter(async (invocation, next) =>
    {
        var context = invocation.HttpContext;
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return await next(invocation);
        }

        var (isOurs, isTooLong) = context.Request.HasFormContentType ? await LookAsync(context) : (false, false);
        if (isTooLong)
        {
            return ConsoleFrame.Message(
                context,
                "That is too long",
                Html.Of($"<p>The form holds more than can be sent at once. Nothing was changed. Please go back and make it shorter.</p>"),
                StatusCodes.Status413PayloadTooLarge);
        }

        if (!isOurs)
        {
            return ConsoleFrame.Message(
                context,
                "That form cannot be taken",
                Html.Of($"<p>It is too old, or it does not come from a page of this console. Nothing was changed. Please go back, load the page anew, and try again.</p>"),
                StatusCodes.Status400BadRequest);
        }

        return await next(invocation);
    });

    /// <summary>The hidden field that makes a form ours.</summary>
    public static Html Field(HttpContext context)
    {
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return Html.Of($"<input type=\"hidden\" name=\"{tokens.FormFieldName}\" value=\"{tokens.RequestToken}\">");
    }

    private static async Task<(bool IsOurs, bool IsTooLong)> LookAsync(HttpContext context)
    {
        try
        {
            var isOurs = await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
            return (isOurs, false);
        }
        catch (AntiforgeryValidationException error)
        {
            // More fields, or longer ones, than any form of ours has, or a NUL in one. It was read half, so nothing can follow on this connection.
            context.Response.Headers.Connection = "close";
            return (false, error.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } or InvalidDataException { InnerException: null });
        }
        catch (BadHttpRequestException error) when (error.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            context.Response.Headers.Connection = "close";
            return (false, true);
        }
    }
}
