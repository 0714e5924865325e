using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace TalusBot.Channels;

/// <summary>Reads what programs send, and words what is wrong with it.</summary>
internal static class JsonBody
{
    /// <summary>The body as JSON; nothing where it is empty. The second part is the refusal to send back.</summary>
    public static async Task<(T? Value, IResult? Refused)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        var request = context.Request;
        if (request.ContentLength == 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false)
        {
            return (null, null);
        }

        if (!request.HasJsonContentType())
        {
            return (null, ApiError.Result(StatusCodes.Status415UnsupportedMediaType, "BadArgument", "Send the body as application/json."));
        }

        try
        {
            var value = await JsonSerializer.DeserializeAsync(request.Body, type, cancel);
            return value is null
                ? (null, ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", "The body must be a JSON object."))
                : (value, null);
        }
        catch (JsonException error)
        {
            return (null, ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", $"The body is not the JSON expected here: near line {error.LineNumber + 1}, {error.Path}."));
        }
    }
}
