using System.Text.Json;
using System.Text.Unicode;
using TalusBot.Activities;

namespace TalusBot.Channels;

/// <summary>
/// Reads an activity that somebody sent, for every channel. What comes out of here can be kept, read back and sent on: every
/// text in it is whole, nothing is nested deeper than <see cref="Depth"/>, and no id is longer than <see cref="LongestId"/>.
/// </summary>
internal static class InboundActivity
{
    /// <summary>Most objects and lists inside one another, counting the activity itself: half of what our own JSON may have, so that it fits into that.</summary>
    public const int Depth = 32;

    /// <summary>Longest id, in UTF-16 units. Ids of the channels that we know have a few hundred.</summary>
    public const int LongestId = 2048;

    /// <summary>Longest name of a language and place, in UTF-16 units; RFC 5646 (4.4.1) finds 35 enough.</summary>
    private const int LongestLocale = 255;

    /// <summary>The body as an activity; nothing where it is empty. The second part is the refusal to send back.</summary>
    /// <param name="admit">Asked with the length in bytes whether so much may be kept; its refusal is sent back.</param>
    public static async Task<(Activity? Activity, IResult? Refused)> ReadAsync(HttpContext context, CancellationToken cancel, Func<int, IResult?>? admit = null)
    {
        if (JsonBody.IsEmpty(context))
        {
            return (null, null);
        }

        if (JsonBody.WrongType(context.Request) is { } wrong)
        {
            return (null, wrong);
        }

        var body = await BytesAsync(context.Request, cancel);
        if (admit?.Invoke(body.Length) is { } tooMuch)
        {
            return (null, tooMuch);
        }

        var (activity, problem) = Read(body);
        return (activity, problem is null ? null : JsonBody.Refusal(problem));
    }

    /// <summary>The bytes exactly as sent. The server's limit ends what is too large.</summary>
    public static async Task<byte[]> BytesAsync(HttpRequest request, CancellationToken cancel)
    {
        using var read = new MemoryStream();
        await request.Body.CopyToAsync(read, cancel);
        return read.ToArray();
    }

    /// <returns>The activity, or what is wrong with it, in words.</returns>
    public static (Activity? Activity, string? Problem) Read(ReadOnlySpan<byte> body)
    {
        var json = body.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;
        try
        {
            return Problem(json) is { } problem ? (null, problem)
                : JsonSerializer.Deserialize(json, ActivityJson.Default.Activity) is not { } activity ? (null, JsonBody.NoObject)
                : TooLong(activity) is { } field ? (null, $"\"{field}\" is too long.")
                : (activity, null);
        }
        catch (JsonException error)
        {
            return (null, JsonBody.Problem(error));
        }
    }

    /// <summary>What a JSON reader alone would let through and a writer, later, would not.</summary>
    private static string? Problem(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return "The body is not UTF-8.";
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth + 1 });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= Depth)
            {
                return $"The activity is nested deeper than {Depth} levels.";
            }

            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsWhole(ref reader))
            {
                return "The activity holds half a character (a lone surrogate).";
            }
        }

        return null;
    }

    private static bool IsWhole(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string? TooLong(Activity activity) =>
        activity.Id?.Length > LongestId ? "id"
        : activity.ChannelId?.Length > LongestId ? "channelId"
        : activity.Conversation?.Id?.Length > LongestId ? "conversation.id"
        : activity.From?.Id?.Length > LongestId ? "from.id"
        : activity.Recipient?.Id?.Length > LongestId ? "recipient.id"
        : activity.ReplyToId?.Length > LongestId ? "replyToId"
        : activity.Locale?.Length > LongestLocale ? "locale"
        : null;
}
