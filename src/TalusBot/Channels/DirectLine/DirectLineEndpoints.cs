using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using TalusBot.Activities;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels.DirectLine;

/// <summary>The Direct Line 3.0 server: what Microsoft's web clients and our own widget speak.</summary>
internal static class DirectLineEndpoints
{
    /// <summary>How much of a log one answer holds, in UTF-16 units.</summary>
    private const int LongestPage = 262_144;

    public static void MapDirectLine(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v3/directline").AddEndpointFilter(DirectLineCaller.Check);
        group.MapPost("/tokens/generate", Generate);
        group.MapPost("/tokens/refresh", Refresh);
        group.MapPost("/conversations", Start);
        group.MapGet("/conversations/{id}", Reconnect);
        group.MapPost("/conversations/{id}/activities", Post).RequireRateLimiting(RateLimits.Messages);
        group.MapGet("/conversations/{id}/activities", Read);
        group.MapPost("/conversations/{id}/upload", RefuseUpload);
        group.MapGet("/session/getsessionid", () => TypedResults.Json(new SessionId(RandomId()), WireJson.Default.SessionId));
        app.MapGet("/v3/directline/conversations/{id}/stream", DirectLineStream.Serve);

        app.MapPost("/api/chat/token", GrantToPage).RequireRateLimiting(RateLimits.Tokens);
    }

    private static string RandomId() => Base64UrlTextEncoder.Encode(RandomNumberGenerator.GetBytes(16));

    /// <summary>A page of an allowed origin gets a token for a new conversation, without any secret.</summary>
    private static IResult GrantToPage(HttpContext context, Callers callers, DirectLineTokens tokens)
    {
        string? origin = context.Request.Headers.Origin;
        if (string.IsNullOrEmpty(origin) ? callers.Configured && !IsSameSite(context.Request) : !callers.Allows(origin, context.Request))
        {
            // The refusal alone may be read by any page, so that the widget there can tell what is missing.
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return ApiError.Result(
                StatusCodes.Status403Forbidden, "OriginNotAllowed", "Pages of this origin may not talk to this bot. Its operator can add it to DirectLine__AllowedOrigins.");
        }

        return Grant(tokens, new TokenHolder(RandomId(), User: null, string.IsNullOrEmpty(origin) ? [] : [origin]), StatusCodes.Status200OK);
    }

    /// <summary>Browsers send no Origin with some requests of our own pages, but say there that they are our own.</summary>
    private static bool IsSameSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "same-origin";

    private static async Task<IResult> Generate(HttpContext context, DirectLineTokens tokens, CancellationToken cancel)
    {
        if (DirectLineCaller.Of(context).Holder is not null)
        {
            return ApiError.Result(StatusCodes.Status403Forbidden, "BadArgument", "Only the secret can make tokens; this is a token.");
        }

        var (parameters, refused) = await JsonBody.ReadAsync(context, WireJson.Default.TokenParameters, cancel);
        if (refused is not null)
        {
            return refused;
        }

        if (parameters?.User?.Id is { } user && !user.StartsWith("dl_", StringComparison.Ordinal))
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", "A user id in a token must begin with \"dl_\".");
        }

        return TrustedOrigins(parameters) is { } origins
            ? Grant(tokens, new TokenHolder(RandomId(), parameters?.User?.Id, origins), StatusCodes.Status200OK)
            : BadOrigins();
    }

    /// <summary>The origins that a token is narrowed to; null where one of them is none.</summary>
    private static List<string>? TrustedOrigins(TokenParameters? parameters)
    {
        var origins = (parameters?.TrustedOrigins ?? []).Select(Origin.Normalise).ToList();
        return origins.Contains(null) ? null : [.. origins.OfType<string>()];
    }

    private static IResult BadOrigins() =>
        ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", "\"trustedOrigins\" must hold origins such as https://blog.example.");

    /// <summary>A talk that was deleted gets no more tokens, so that its id need not be remembered for ever.</summary>
    private static async Task<IResult> Refresh(HttpContext context, DirectLineTokens tokens, ConversationStore store, CancellationToken cancel) =>
        DirectLineCaller.Of(context).Holder is not { } holder ? ApiError.Result(StatusCodes.Status403Forbidden, "BadArgument", "The secret needs no refresh; send a token.")
        : await store.IsForgottenAsync(holder.Conversation, cancel) ? Unknown()
        : Grant(tokens, holder, StatusCodes.Status200OK);

    private static async Task<IResult> Start(
        HttpContext context, DirectLineTokens tokens, Welcome welcome, ConversationStore store, VisitorQuotas quotas, CancellationToken cancel)
    {
        var (parameters, refused) = await JsonBody.ReadAsync(context, WireJson.Default.TokenParameters, cancel);
        if (refused is not null)
        {
            return refused;
        }

        var caller = DirectLineCaller.Of(context);
        if (caller.Holder is null && parameters?.User?.Id is { } named && named.StartsWith("dl_", StringComparison.Ordinal))
        {
            if (TrustedOrigins(parameters) is not { } origins)
            {
                return BadOrigins();
            }

            caller = new DirectLineCaller(new TokenHolder(RandomId(), named, origins));
        }

        var holder = caller.Holder ?? new TokenHolder(RandomId(), User: null, []);

        // Whoever has the secret speaks for many.
        if (DirectLineCaller.Of(context).Holder is not null && await store.LastSequenceAsync(holder.Conversation, cancel) is null && quotas.Begin(context) is { } tooMany)
        {
            return tooMany;
        }

        return await store.StartAsync(holder.Conversation, "directline", welcome.Body(OwnAddress.Of(context.Request)), cancel) switch
        {
            StartOutcome.Forgotten => Unknown(),
            var outcome => Grant(
                tokens, holder, outcome is StartOutcome.Started ? StatusCodes.Status201Created : StatusCodes.Status200OK, StreamUrl(context.Request, tokens, holder, after: 0)),
        };
    }

    private static async Task<IResult> Reconnect(string id, string? watermark, HttpContext context, DirectLineTokens tokens, ConversationStore store, CancellationToken cancel)
    {
        if (Refusal(context, id) is { } refused)
        {
            return refused;
        }

        if (await store.LastSequenceAsync(id, cancel) is not { } last)
        {
            return Unknown();
        }

        if (!TryReadWatermark(watermark, whenMissing: last, out var after))
        {
            return BadWatermark();
        }

        var holder = DirectLineCaller.Of(context).Holder ?? new TokenHolder(id, User: null, []);
        return Grant(tokens, holder, StatusCodes.Status200OK, StreamUrl(context.Request, tokens, holder, after));
    }

    private static async Task<IResult> Post(string id, HttpContext context, TurnQueue turns, VisitorQuotas quotas, CancellationToken cancel)
    {
        if (Refusal(context, id) is { } refused)
        {
            return refused;
        }

        var (said, unreadable) = await InboundActivity.ReadAsync(context, cancel, length => quotas.Keep(context, length));
        if (unreadable is not null)
        {
            return unreadable;
        }

        if (said is null)
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "MissingProperty", "The body is empty; send an activity as JSON.");
        }

        if (string.IsNullOrEmpty(said.Type))
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "MissingProperty", "An activity needs a \"type\".");
        }

        var user = DirectLineCaller.Of(context).Holder?.User ?? said.From?.Id;
        if (string.IsNullOrEmpty(user))
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "MissingProperty", "An activity needs \"from\" with an \"id\".");
        }

        if (user == Bot.Account.Id)
        {
            return ApiError.Result(StatusCodes.Status403Forbidden, "BadArgument", "Nobody but the bot may speak as the bot.");
        }

        if (turns.IsFull)
        {
            return TooManyAtOnce.WaitForOthers;
        }

        if (quotas.Read(context, said.Text) is { } tooLong)
        {
            return tooLong;
        }

        said.From = (said.From ?? new ChannelAccount(user)) with { Id = user, Role = "user" };

        // A directory's id of a person is kept nowhere, whoever sends it.
        said.From.Rest?.Remove("aadObjectId");
        var accepted = await turns.TakeAsync(id, said, OwnAddress.Of(context.Request), cancel, IdempotencyKey.Of(context.Request));
        return accepted.Outcome switch
        {
            AcceptOutcome.Taken or AcceptOutcome.TakenBefore => TypedResults.Json(new ResourceId(DirectLineWire.ActivityId(id, accepted.Sequence)), WireJson.Default.ResourceId),
            AcceptOutcome.Refused => ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", accepted.Problem!),
            AcceptOutcome.Ended => ApiError.Result(StatusCodes.Status400BadRequest, "ConversationEnded", "This conversation has ended. Start a new one."),
            _ => Unknown(),
        };
    }

    private static async Task<IResult> Read(string id, string? watermark, HttpContext context, ConversationStore store, CancellationToken cancel)
    {
        if (Refusal(context, id) is { } refused)
        {
            return refused;
        }

        if (await store.LastSequenceAsync(id, cancel) is null)
        {
            return Unknown();
        }

        if (!TryReadWatermark(watermark, whenMissing: 0, out var after))
        {
            return BadWatermark();
        }

        var page = await store.ReadLogAsync(id, after, most: 1000, cancel);
        DirectLineWire.Cut(page, LongestPage);
        return new ActivitySetResult(id, after, page);
    }

    private static IResult RefuseUpload(string id, HttpContext context) =>
        Refusal(context, id) ?? ApiError.Result(StatusCodes.Status415UnsupportedMediaType, "UploadNotSupported", "This bot reads text only, no files.");

    private static IResult? Refusal(HttpContext context, string conversation) => DirectLineCaller.Of(context).May(conversation)
        ? null
        : ApiError.Result(StatusCodes.Status403Forbidden, "BadArgument", "This token belongs to another conversation.");

    private static IResult Unknown() => ApiError.Result(StatusCodes.Status404NotFound, "ConversationNotFound", "There is no such conversation. Start a new one.");

    private static IResult BadWatermark() => ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", "The watermark is not one of ours.");

    private static bool TryReadWatermark(string? watermark, long whenMissing, out long after)
    {
        after = whenMissing;
        return string.IsNullOrEmpty(watermark) || long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out after);
    }

    private static IResult Grant(DirectLineTokens tokens, TokenHolder holder, int status, string? streamUrl = null) => TypedResults.Json(
        new ConversationGrant(holder.Conversation, tokens.Issue(holder, TokenUse.Rest), tokens.LifetimeSeconds, streamUrl),
        WireJson.Default.ConversationGrant,
        statusCode: status);

    private static string StreamUrl(HttpRequest request, DirectLineTokens tokens, TokenHolder holder, long after) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(request.IsHttps ? "wss" : "ws")}://{request.Host}/v3/directline/conversations/{holder.Conversation}/stream?watermark={after}&t={tokens.Issue(holder, TokenUse.Stream)}");
}
