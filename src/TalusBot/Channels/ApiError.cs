using Microsoft.AspNetCore.Http.HttpResults;

namespace TalusBot.Channels;

/// <summary>An error as the Direct Line protocol words it: <c>{"error":{"code","message"}}</c>.</summary>
internal sealed record ApiError(ApiErrorDetail Error)
{
    public static JsonHttpResult<ApiError> Result(int status, string code, string message) =>
        TypedResults.Json(new ApiError(new ApiErrorDetail(code, message)), WireJson.Default.ApiError, statusCode: status);
}

/// <param name="Code">For programs, such as TokenExpired.</param>
/// <param name="Message">For people: what is wrong and what to do.</param>
internal sealed record ApiErrorDetail(string Code, string Message);
