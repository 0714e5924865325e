using System.Globalization;

namespace TalusBot.Channels;

/// <summary>The refusal of a request that may come again after a while: nothing of it was taken.</summary>
internal sealed class TooManyAtOnce(TimeSpan wait, string message) : IResult
{
    /// <summary>While keys are fetched.</summary>
    public static readonly TooManyAtOnce WaitForKeys = new(TimeSpan.FromSeconds(5), "Too many requests wait until it is known who signed them. Send this one again in 5 seconds.");

    /// <summary>While the messages before it are answered.</summary>
    public static readonly TooManyAtOnce WaitInConversation = new(TimeSpan.FromSeconds(2), "Too many messages of this conversation wait for their reply. Send this one again in 2 seconds.");

    /// <summary>While the messages of everybody are answered.</summary>
    public static readonly TooManyAtOnce WaitForOthers = new(TimeSpan.FromSeconds(2), "Too many people are asking just now. Send this one again in 2 seconds.");

    /// <summary>A visitor has begun as many conversations as one may in an hour.</summary>
    public static TooManyAtOnce Conversations(TimeSpan wait) => new(wait, $"Too many new conversations from this address. Try again in {Minutes(wait)}.");

    /// <summary>A visitor has sent as much as one may in an hour.</summary>
    public static TooManyAtOnce Bytes(TimeSpan wait) => new(wait, $"Too much was sent from this address. Try again in {Minutes(wait)}.");

    /// <summary>A page for somebody with a browser, JSON for everybody else.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return DoorKeeper.Refuse(httpContext, StatusCodes.Status429TooManyRequests, "TooManyRequests", message);
    }

    private static string Minutes(TimeSpan wait) => wait <= TimeSpan.FromMinutes(1) ? "a minute" : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalMinutes):0} minutes");
}
