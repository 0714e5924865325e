using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace TalusBot.Channels;

/// <summary>Reads what programs send, and words what is wrong with it. Activities have a reader of their own: <see cref="InboundActivity"/>.</summary>
internal static class JsonBody
{
    public const string NoObject = "The body must be a JSON object.";

    /// <summary>The body as JSON; nothing where it is empty. The second part is the refusal to send back.</summary>
    public static async Task<(T? Value, IResult? Refused)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        if (IsEmpty(context))
        {
            return (null, null);
        }

        if (WrongType(context.Request) is { } wrong)
        {
            return (null, wrong);
        }

        try
        {
            var value = await JsonSerializer.DeserializeAsync(context.Request.Body, type, cancel);
            return value is null ? (null, Refusal(NoObject)) : (value, null);
        }
        catch (JsonException error)
        {
            return (null, Refusal(Problem(error)));
        }
    }

    public static bool IsEmpty(HttpContext context) =>
        context.Request.ContentLength == 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false;

    /// <summary>The refusal of what is not sent as JSON; null where it is.</summary>
    public static IResult? WrongType(HttpRequest request) => request.HasJsonContentType()
        ? null
        : ApiError.Result(StatusCodes.Status415UnsupportedMediaType, "BadArgument", "Send the body as application/json.");

    public static IResult Refusal(string problem) => ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", problem);

    public static string Problem(JsonException error) => $"The body is not the JSON expected here: near line {error.LineNumber + 1}, {error.Path}.";
}
