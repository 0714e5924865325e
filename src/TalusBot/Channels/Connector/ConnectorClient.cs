using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TalusBot.Activities;

namespace TalusBot.Channels.Connector;

/// <summary>Sends activities to a channel, and tries again where that helps.</summary>
internal sealed class ConnectorClient(
    IHttpClientFactory http, AccessTokens tokens, IOptions<BotRegistration> bot, IOptions<ConnectorOptions> options, ConnectorMetrics metrics, TimeProvider clock)
{
    /// <summary>For what is sent once and waits for nothing.</summary>
    private static readonly Task Never = new TaskCompletionSource().Task;

    /// <summary>Whether anything may be sent there: only to an address that came with a token for the app id in use, or stayed on this machine where there is none.</summary>
    public bool MaySendTo(ConversationReference to) =>
        to.AppId == bot.Value.MicrosoftAppId && (bot.Value.HasAppId ? SafeAddress.Is(to.ServiceUrl) : SafeAddress.IsLoopback(to.ServiceUrl));

    /// <summary>Sends until the channel takes it, refuses it for good, or has been asked often enough.</summary>
    /// <param name="moved">Done where it is no longer to be sent there: then nothing more is waited for and nothing more is begun. A request that is under way comes to its end, as the channel may have taken it.</param>
    public async Task<Sending> SendAsync(ConversationReference to, Activity activity, Task moved, CancellationToken cancel)
    {
        string? refusedToken = null;
        for (var attempt = 1; ; attempt++)
        {
            var (result, status, wait, used) = await TryAsync(to, activity, refusedToken, moved, cancel);
            metrics.Attempted(result.Outcome);
            if (status is HttpStatusCode.Unauthorized && refusedToken is null && used is not null)
            {
                // Once with a fresh token; that is no attempt of its own.
                refusedToken = used;
                attempt--;
                continue;
            }

            if (result.Outcome is not SendOutcome.Unavailable || attempt >= options.Value.Attempts)
            {
                return result;
            }

            await Pause.UntilAsync(moved, wait ?? Backoff(attempt), clock, cancel);
            if (moved.IsCompleted)
            {
                return result;
            }
        }
    }

    /// <summary>Tries once; what comes of it matters to nobody.</summary>
    public async Task SendOnceAsync(ConversationReference to, Activity activity, CancellationToken cancel) => await TryAsync(to, activity, refused: null, Never, cancel);

    /// <summary>The address of an activity's conversation, every id one segment of its path.</summary>
    public static Uri AddressOf(string serviceUrl, string conversation, string? replyTo) => new(
        $"{serviceUrl.TrimEnd('/')}/v3/conversations/{Segment(conversation)}/activities{(replyTo is null ? "" : "/" + Segment(replyTo))}",

        // The channel reads the ids exactly as we encode them; the usual tidying would change some.
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static string Segment(string id) => id is "." or ".." ? id.Replace(".", "%2E", StringComparison.Ordinal) : Uri.EscapeDataString(id);

    private async Task<(Sending Result, HttpStatusCode? Status, TimeSpan? Wait, string? Token)> TryAsync(ConversationReference to, Activity activity, string? refused, Task moved, CancellationToken cancel)
    {
        string? token = null;
        try
        {
            token = await tokens.GetAsync(refused, cancel);
            if (moved.IsCompleted)
            {
                return (new Sending(SendOutcome.Unavailable, Problem: "it is no longer to be sent there"), null, null, token);
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(to.ServiceUrl, to.Conversation.Id!, activity.ReplyToId))
            {
                Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Plain.Activity)),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            if (token is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var span = ConnectorMetrics.BeginSend(to.ServiceUrl);
            using var client = http.CreateClient(ConnectorHttp.Name);
            using var answer = await client.SendAsync(request, cancel);
            span?.SetTag("http.response.status_code", (int)answer.StatusCode);
            var body = await answer.Content.ReadAsByteArrayAsync(cancel);
            return (ResultOf(answer.StatusCode, body), answer.StatusCode, RetryAfter.Of(answer, clock.GetUtcNow()), token);
        }
        catch (AccessTokenException error)
        {
            return (new Sending(SendOutcome.Unavailable, Problem: error.Message), null, error.RetryAfter, token);
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // Exceptions name hosts, never paths: there is no id in them.
            return (new Sending(SendOutcome.Unavailable, Problem: error.Message), null, null, token);
        }
    }

    private static Sending ResultOf(HttpStatusCode status, byte[] body)
    {
        var (id, code) = Read(body);
        var problem = code is null ? $"{(int)status}" : $"{(int)status} {code}";
        return status switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new Sending(SendOutcome.Sent, id),
            HttpStatusCode.Forbidden when code is "BotNotInConversationRoster" or "ConversationBlockedByUser" => new Sending(SendOutcome.NotWelcome, Problem: problem),
            HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests
                or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => new Sending(SendOutcome.Unavailable, Problem: problem),
            _ => new Sending(SendOutcome.Refused, Problem: problem),
        };
    }

    /// <summary>The id of what was sent, or the code of what went wrong.</summary>
    private static (string? Id, string? Code) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind is not JsonValueKind.Object ? (null, null)
                : (Text(root, "id"), root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object && Text(error, "code") is { Length: <= 64 } code && code.All(char.IsAsciiLetterOrDigit) ? code : null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;

    /// <summary>Doubles with every attempt, give or take a half, so that many who wait do not all come back at once.</summary>
    private TimeSpan Backoff(int attempt)
    {
#pragma warning disable CA5394 // No secret hangs on it.
        var jitter = 0.5 + Random.Shared.NextDouble();
#pragma warning restore CA5394
        return RetryAfter.Bounded(options.Value.RetryDelay * Math.Pow(2, attempt - 1) * jitter);
    }
}

/// <param name="Id">The channel's id of what was sent; null where it gave none.</param>
/// <param name="Problem">What went wrong, without any id in it.</param>
internal readonly record struct Sending(SendOutcome Outcome, string? Id = null, string? Problem = null);

internal enum SendOutcome
{
    Sent,

    /// <summary>Not now; later perhaps.</summary>
    Unavailable,

    /// <summary>Never, as it is.</summary>
    Refused,

    /// <summary>The bot was removed or blocked there.</summary>
    NotWelcome,
}
