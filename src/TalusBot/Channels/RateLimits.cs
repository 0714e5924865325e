using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using TalusBot.Channels.Page;

namespace TalusBot.Channels;

/// <summary>How often one visitor may call; too often is answered 429 with the seconds to wait.</summary>
internal static class RateLimits
{
    public const string Tokens = "tokens";
    public const string Messages = "messages";
    public const string Questions = "questions";
    public const string SignIns = "sign-ins";

    /// <summary>Enough for somebody who mistypes the key, too few to guess it.</summary>
    private const int SignInsPerMinute = 10;

    /// <summary>Ids of ours have 22 characters; all longer ones are counted together.</summary>
    private const int LongestKey = 128;

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitsOptions>>((limiter, limits) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(context => PerMinute(Visitor.Of(context), limits.Value.RequestsPerMinute)),
                PartitionedRateLimiter.Create<HttpContext, string>(context => IsStream(context.Request.Path)
                    ? RateLimitPartition.GetNoLimiter("")
                    : AtATime(Visitor.Of(context), limits.Value.RequestsPerMinute)));
            limiter.AddPolicy(Tokens, context => PerMinute(Visitor.Of(context), limits.Value.TokensPerMinute));
            limiter.AddPolicy(Messages, context => PerMinute(ConversationKey(context.Request.RouteValues["id"] as string), limits.Value.MessagesPerMinute));
            limiter.AddPolicy(Questions, context => AskPage.OnlyShows(context.Request)
                ? RateLimitPartition.GetNoLimiter("")
                : PerMinute(Visitor.Of(context), limits.Value.QuestionsPerMinute));
            limiter.AddPolicy(SignIns, context => PerMinute(Visitor.Of(context), SignInsPerMinute));
            limiter.OnRejected = static async (rejected, cancel) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
                rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                await DoorKeeper.Refuse(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "TooManyRequests", $"Too many at once. Try again in {wait} seconds.");
            };
        });
        return services;
    }

    /// <summary>Under what the messages of a conversation are counted, at most 128 characters: anybody can put anything into an address.</summary>
    public static string ConversationKey(string? id) => id is null or { Length: > LongestKey } ? "" : id;

    /// <summary>A web socket is no request that ends; how many there are has limits of its own.</summary>
    private static bool IsStream(PathString path) => path.StartsWithSegments("/v3/directline/conversations", StringComparison.Ordinal) && path.Value!.EndsWith("/stream", StringComparison.Ordinal);

    /// <summary>Slow ones add up, minute by minute.</summary>
    private static RateLimitPartition<string> AtATime(string who, int most) =>
        RateLimitPartition.GetConcurrencyLimiter(who, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 });

    private static RateLimitPartition<string> PerMinute(string who, int most) => RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions
    {
        PermitLimit = most,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 6,
        QueueLimit = 0,
    });
}
