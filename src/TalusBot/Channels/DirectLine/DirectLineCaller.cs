using TalusBot.Channels.Connector;

namespace TalusBot.Channels.DirectLine;

/// <summary>Who calls a Direct Line endpoint: the holder of the secret (no holder) or of one conversation's token.</summary>
internal sealed record DirectLineCaller(TokenHolder? Holder)
{
    /// <summary>Set by <see cref="Check"/> before any handler runs.</summary>
    public static DirectLineCaller Of(HttpContext context) => (DirectLineCaller)context.Items[typeof(DirectLineCaller)]!;

    /// <summary>Whether this caller may see and use the conversation. Talks in Teams and the like are nobody's here, not even the secret's.</summary>
    public bool May(string conversation) => !ConnectorConversation.IsOne(conversation) && (Holder is null || Holder.Conversation == conversation);

    /// <summary>Lets a request through that comes from an allowed origin with the secret or a living token.</summary>
    public static async ValueTask<object?> Check(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var services = context.RequestServices;
        string? origin = context.Request.Headers.Origin;
        if (!string.IsNullOrEmpty(origin) && !services.GetRequiredService<Callers>().Allows(origin, context.Request))
        {
            return Forbidden("OriginNotAllowed", "Pages of this origin may not talk to this bot. Its operator can add it to DirectLine__AllowedOrigins.");
        }

        var parts = context.Request.Headers.Authorization.ToString().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return ApiError.Result(StatusCodes.Status401Unauthorized, "MissingProperty", "Send \"Authorization: Bearer\" with the secret or a token.");
        }

        var tokens = services.GetRequiredService<DirectLineTokens>();
        if (tokens.IsSecret(parts[1]))
        {
            context.Items[typeof(DirectLineCaller)] = new DirectLineCaller(Holder: null);
            return await next(invocation);
        }

        var (holder, expired) = await tokens.ReadAsync(parts[1], TokenUse.Rest);
        if (holder is null)
        {
            return expired
                ? Forbidden("TokenExpired", "This token has expired. Ask for a new one.")
                : Forbidden("BadArgument", "This is neither the secret nor a valid token.");
        }

        if (!string.IsNullOrEmpty(origin) && holder.Origins.Count > 0 && !holder.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return Forbidden("OriginNotAllowed", "This token was made for pages of another origin.");
        }

        context.Items[typeof(DirectLineCaller)] = new DirectLineCaller(holder);
        return await next(invocation);
    }

    private static IResult Forbidden(string code, string message) => ApiError.Result(StatusCodes.Status403Forbidden, code, message);
}
