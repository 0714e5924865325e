using System.Globalization;
using Microsoft.Net.Http.Headers;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Storage;

namespace TalusBot.Channels.Asking;

/// <summary><c>POST /api/ask</c>: a question and its reply for other programs, described in <c>/openapi.json</c>.</summary>
internal static class AskEndpoint
{
    public const string Path = "/api/ask";

    public static void MapAsk(this IEndpointRouteBuilder app) => app.MapPost(Path, Answer)
        .RequireRateLimiting(RateLimits.Questions)
        .WithName("ask")
        .WithSummary("Ask a question, or go on with a conversation")
        .WithDescription("Answers from one article and its comments, in their exact words. Send back \"conversation\" from the reply to go on: a choice is taken by sending its words as the next question. A conversation is open to whoever has its token, and to nobody else. Accept-Language says where the asker lives, for emergency numbers. Sent again under the same Idempotency-Key (1 to 100 printable characters), a question of a conversation that goes on is asked once.")
        .Accepts<AskRequest>("application/json")
        .Produces<AskReply>()
        .Produces<ApiError>(StatusCodes.Status400BadRequest)
        .Produces<ApiError>(StatusCodes.Status403Forbidden)
        .Produces<ApiError>(StatusCodes.Status404NotFound)
        .Produces<ApiError>(StatusCodes.Status413PayloadTooLarge)
        .Produces<ApiError>(StatusCodes.Status415UnsupportedMediaType)
        .Produces<ApiError>(StatusCodes.Status429TooManyRequests)
        .Produces<ApiError>(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The language and place that a browser asks for first, such as en-GB; null where it does not say.</summary>
    public static string? LocaleOf(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.Value)
        .FirstOrDefault(language => language is { Length: > 0 and <= 35 } and not "*");

    private static async Task<IResult> Answer(HttpContext context, Asker asker, Callers callers, KnowledgeBase knowledge, VisitorQuotas quotas, CancellationToken cancel)
    {
        string? origin = context.Request.Headers.Origin;
        if (!string.IsNullOrEmpty(origin) && !callers.Allows(origin, context.Request))
        {
            return ApiError.Result(StatusCodes.Status403Forbidden, "OriginNotAllowed", "Pages of this origin may not talk to this bot. Its operator can add it to DirectLine__AllowedOrigins.");
        }

        var (asked, refused) = await JsonBody.ReadAsync(context, WireJson.Default.AskRequest, cancel);
        if (refused is not null)
        {
            return refused;
        }

        if (string.IsNullOrWhiteSpace(asked?.Question))
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "MissingProperty", "Send a JSON object with a \"question\" that has words in it.");
        }

        if (quotas.Read(context, asked.Question) is { } tooLong)
        {
            return tooLong;
        }

        if (asked.Question.Length > Dialog.LongestQuestion)
        {
            // Nothing is kept, and a warning sign in it is still answered.
            var advice = knowledge.Current!.Safety.Check(asked.Question)?.AdviceFor(LocaleOf(context.Request));
            return ApiError.Result(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", (advice is null ? "" : advice + "\n\n") + string.Create(CultureInfo.InvariantCulture, $"The question is too long. At most {Dialog.LongestQuestion:N0} characters are taken."));
        }

        var (conversation, expired) = asked.Conversation is null ? (Asker.NewConversation(), false) : await asker.ReadAsync(asked.Conversation);
        if (conversation is null)
        {
            return expired
                ? ApiError.Result(StatusCodes.Status403Forbidden, "TokenExpired", "This conversation is closed. Leave \"conversation\" out to begin a new one.")
                : ApiError.Result(StatusCodes.Status403Forbidden, "BadArgument", "\"conversation\" must be what the reply before gave. Leave it out to begin a new one.");
        }

        if (await asker.RefusalAsync(conversation, context, quotas, cancel) is { } tooMany)
        {
            return tooMany;
        }

        var said = await asker.SayAsync(conversation, "api", new Words(asked.Question, LocaleOf(context.Request)), IdempotencyKey.Of(context.Request), OwnAddress.Of(context.Request), cancel);
        if (said.Outcome is not (AcceptOutcome.Taken or AcceptOutcome.TakenBefore))
        {
            return ApiError.Result(StatusCodes.Status404NotFound, "ConversationNotFound", "There is no such conversation any more. Leave \"conversation\" out to begin a new one.");
        }

        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return await asker.ReplyAsync(conversation, said.Sequence, cancel) is { } reply
            ? TypedResults.Json(AskReply.Of(reply, asker.TokenFor(conversation)), WireJson.Default.AskReply)
            : ApiError.Result(StatusCodes.Status503ServiceUnavailable, "Timeout", "The reply takes too long. Please try again in a little while.");
    }
}
