using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels.Connector;
using TalusBot.Conversation;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels.Webhook;

/// <summary><c>POST /api/teams/webhook</c>: a team mentions the outgoing webhook that its owner made, and reads the reply below.</summary>
internal static class WebhookEndpoint
{
    public const string Path = "/api/teams/webhook";

    public static void MapTeamsWebhook(this IEndpointRouteBuilder app) => app.MapPost(Path, Receive).DisableRateLimiting().ExcludeFromDescription();

    private static async Task<IResult> Receive(
        HttpContext context, IOptions<TeamsWebhookOptions> options, ConnectorStore store, TurnQueue queue, AtOnce atOnce, ConnectorReplies replies, AwaitedReply awaited, CancellationToken cancel)
    {
        if (options.Value.Key() is not { } key)
        {
            return ApiError.Result(StatusCodes.Status404NotFound, "NotFound", "There is nothing at this address.");
        }

        var body = await InboundActivity.BytesAsync(context.Request, cancel);
        if (!IsSigned(context.Request.Headers.Authorization.ToString(), body, key))
        {
            return ApiError.Result(StatusCodes.Status401Unauthorized, "Unauthorized", "The signature does not fit this body and the security token of the webhook.");
        }

        // The signature is over these very bytes.
        var (activity, problem) = InboundActivity.Read(body);
        if (problem is not null)
        {
            return JsonBody.Refusal(problem);
        }

        if (activity is not { Type.Length: > 0, Conversation.Id: { Length: > 0 } conversationId })
        {
            return ApiError.Result(StatusCodes.Status400BadRequest, "MissingProperty", "Send an activity with a \"type\" and a \"conversation\" that has an \"id\".");
        }

        if (activity.Type is not ActivityTypes.Message)
        {
            return TypedResults.Ok();
        }

        if (queue.IsFull)
        {
            return TooManyAtOnce.WaitForOthers;
        }

        var words = InboundText.OfWebhook(activity);
        var said = new Activity { Type = ActivityTypes.Message, From = new ChannelAccount("user", Role: "user"), Text = words.Length == 0 ? "help" : words, TextFormat = "plain", Locale = activity.Locale };
        var conversation = ConnectorConversation.OfWebhook(conversationId);
        var baseUrl = OwnAddress.Of(context.Request);
        var person = ConnectorConversation.PersonIn(conversationId, activity.From?.Id);
        var name = ConnectorConversation.NameOf(activity);
        var reply = await atOnce.TryAsync(conversation, ConnectorConversation.Webhook, person, said, name, baseUrl, (reply, turn) => replies.Say(reply, turn, said.Locale), cancel);
        if (reply is null)
        {
            var accepted = await store.TakeAsync(
                conversation, ConnectorConversation.Webhook, person, JsonSerializer.Serialize(said, ActivityJson.Plain.Activity), name, baseUrl, to: null, cancel);
            queue.Enqueue(accepted, conversation, baseUrl);
            reply = await awaited.ForAsync(conversation, accepted.Sequence, options.Value.AnswerWithin, cancel);
        }

        return TypedResults.Json(
            reply is [var only, ..] ? only : new Activity { Type = ActivityTypes.Message, TextFormat = "markdown", Text = Wording.TooSlow },
            ActivityJson.Plain.Activity);
    }

    private static bool IsSigned(string authorization, byte[] body, byte[] key)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || !header.Scheme.Equals("HMAC", StringComparison.OrdinalIgnoreCase) || header.Parameter is null)
        {
            return false;
        }

        var stated = new byte[header.Parameter.Length];
        return Convert.TryFromBase64String(header.Parameter, stated, out var length)
            && CryptographicOperations.FixedTimeEquals(stated.AsSpan(0, length), HMACSHA256.HashData(key, body));
    }
}
