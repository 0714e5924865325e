using System.Globalization;

namespace TalusBot.Channels.Connector;

/// <summary>The refusal of a request that may come again in a moment: nothing of it was taken.</summary>
internal sealed class TooManyAtOnce(TimeSpan wait, string message) : IResult
{
    /// <summary>While keys are fetched.</summary>
    public static readonly TooManyAtOnce WaitForKeys = new(TimeSpan.FromSeconds(5), "Too many requests wait until it is known who signed them. Send this one again in 5 seconds.");

    /// <summary>While the messages before it are answered.</summary>
    public static readonly TooManyAtOnce WaitInConversation = new(TimeSpan.FromSeconds(2), "Too many messages of this conversation wait for their reply. Send this one again in 2 seconds.");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ApiError.Result(StatusCodes.Status429TooManyRequests, "TooManyRequests", message).ExecuteAsync(httpContext);
    }
}
