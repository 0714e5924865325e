using System.Text.Json;
using Microsoft.Extensions.Options;
using TalusBot.Activities;

namespace TalusBot.Channels.Connector;

/// <summary><c>POST /api/messages</c>: where channels such as Microsoft Teams bring what their users say.</summary>
internal static class ConnectorEndpoint
{
    public const string Path = "/api/messages";

    /// <summary>
    /// Callers prove who they are with every request, and one channel speaks for many people: a limit for each address would lock
    /// them out together. Bounded is what may wait: requests for the keys of their signers, and messages of one conversation.
    /// </summary>
    public static void MapConnector(this IEndpointRouteBuilder app) => app.MapPost(Path, Receive).DisableRateLimiting().ExcludeFromDescription();

    private static async Task<IResult> Receive(
        HttpContext context, InboundTokens tokens, ConnectorActivities activities, ConnectorMetrics metrics, IOptions<BotRegistration> registration, CancellationToken cancel)
    {
        var bot = registration.Value;
        ChannelIdentity? caller = null;
        if (bot.HasAppId)
        {
            (caller, var isBusy) = await tokens.ReadAsync(context.Request.Headers.Authorization.ToString(), cancel);
            if (isBusy)
            {
                return TooManyAtOnce.WaitForKeys;
            }

            if (caller is null)
            {
                metrics.CallerRefused();
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return ApiError.Result(StatusCodes.Status401Unauthorized, "Unauthorized", "Send a valid token of a Bot Framework channel for this bot.");
            }
        }
        else if (!Callers.IsDirectLoopback(context))
        {
            metrics.CallerRefused();
            return ApiError.Result(StatusCodes.Status403Forbidden, "NotConfigured", "This bot has no app id, so it serves channels on its own machine only. Its operator can set MicrosoftAppId.");
        }

        var (activity, refused) = await InboundActivity.ReadAsync(context, cancel);
        if (refused is not null)
        {
            return refused;
        }

        if (activity is not { Type.Length: > 0, Conversation.Id.Length: > 0 })
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "MissingProperty", "Send an activity with a \"type\" and a \"conversation\" that has an \"id\".");
        }

        var serviceUrl = ServiceUrlOf(activity);
        if (caller is null)
        {
            activity.ChannelId ??= "emulator";
            if (serviceUrl is null || !SafeAddress.IsLoopback(serviceUrl))
            {
                metrics.CallerRefused();
                return ApiError.Result(StatusCodes.Status403Forbidden, "NotConfigured", "This bot has no app id, so it answers to a \"serviceUrl\" on its own machine only. Its operator can set MicrosoftAppId.");
            }
        }
        else if (serviceUrl is null || !caller.VouchesFor(serviceUrl, activity.ChannelId) || !SafeAddress.Is(serviceUrl))
        {
            metrics.CallerRefused();
            return ApiError.Result(StatusCodes.Status403Forbidden, "Forbidden", "The token does not vouch for the \"serviceUrl\" and \"channelId\" of this activity.");
        }

        return await activities.TakeAsync(activity, ConversationReference.Of(activity, bot.MicrosoftAppId, serviceUrl), OwnAddress.Of(context.Request), cancel);
    }

    private static string? ServiceUrlOf(Activity activity) =>
        activity.Rest?.TryGetValue("serviceUrl", out var url) is true && url.ValueKind is JsonValueKind.String ? url.GetString() : null;
}
