using System.Globalization;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels.DirectLine;

/// <summary>Opens the web socket of one conversation to whoever holds its stream token.</summary>
internal static class DirectLineStream
{
    private const int LongestTab = 40;

    /// <param name="tab">Ours: sockets of different tabs stand side by side; at most 40 characters.</param>
    public static async Task Serve(string id, string? watermark, string? t, string? tab, HttpContext context, Callers callers, DirectLineTokens tokens, LiveStreams live, IOptions<LimitsOptions> limits)
    {
        var (holder, expired) = t is null ? (null, false) : await tokens.ReadAsync(t, TokenUse.Stream);
        if (holder is null || holder.Conversation != id)
        {
            await ApiError.Result(
                StatusCodes.Status403Forbidden, expired ? "TokenExpired" : "BadArgument", "This stream address is not valid or no longer valid. Reconnect for a new one.").ExecuteAsync(context);
            return;
        }

        // Browsers do not apply their cross-origin rules to web sockets, so we do.
        string? origin = context.Request.Headers.Origin;
        if (!string.IsNullOrEmpty(origin)
            && (!callers.Allows(origin, context.Request) || (holder.Origins.Count > 0 && !holder.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))))
        {
            await ApiError.Result(StatusCodes.Status403Forbidden, "OriginNotAllowed", "Pages of this origin may not talk to this bot.").ExecuteAsync(context);
            return;
        }

        if (tab?.Length > LongestTab)
        {
            await ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", $"\"tab\" may have at most {LongestTab} characters.").ExecuteAsync(context);
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            await ApiError.Result(StatusCodes.Status400BadRequest, "BadArgument", "This address is a web socket.").ExecuteAsync(context);
            return;
        }

        using var seat = live.TakeSeat(Visitor.Of(context), limits.Value);
        if (seat is null)
        {
            context.Response.Headers.RetryAfter = "60";
            await ApiError.Result(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many open chats from this address. Close one, or try again in a minute.").ExecuteAsync(context);
            return;
        }

        _ = long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        await live.RunAsync(id, tab ?? "", after, socket, context.RequestAborted);
    }
}
