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
        if (HttpMethods.IsPost(context.Request.Method) && !(context.Request.HasFormContentType && await IsOursAsync(context)))
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

    private static async Task<bool> IsOursAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            // More fields, or longer ones, than any form of ours has, or a NUL in one. It was read half, so nothing can follow on this connection.
            context.Response.Headers.Connection = "close";
            return false;
        }
    }
}
