using System.Globalization;
using System.Text;
using TalusBot.Storage;

namespace TalusBot.Channels.DirectLine;

/// <summary>Log entries as the activities that clients see: the stored body with id, time and conversation in front.</summary>
internal static class DirectLineWire
{
    public static string ActivityId(string conversation, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{conversation}|{sequence:0000000}");

    /// <summary>The place of an activity in the conversation's log; null where it is none of this conversation's ids.</summary>
    public static long? SequenceOf(string conversation, string activityId) =>
        activityId.StartsWith(conversation + "|", StringComparison.Ordinal)
        && long.TryParse(activityId.AsSpan(conversation.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && ActivityId(conversation, sequence) == activityId
            ? sequence
            : null;

    /// <summary>Keeps of a page what fits into one answer, so that little is held for a client who reads slowly; the watermark leads on to the rest.</summary>
    /// <param name="characters">In UTF-16 units; one entry alone may be longer.</param>
    /// <returns>Whether anything was left out.</returns>
    public static bool Cut(List<LogEntry> page, int characters)
    {
        var fitting = 0;
        while (fitting < page.Count && ((characters -= page[fitting].Body.Length) >= 0 || fitting == 0))
        {
            fitting++;
        }

        var isCut = fitting < page.Count;
        page.RemoveRange(fitting, page.Count - fitting);
        return isCut;
    }

    /// <summary><c>{"activities":[...],"watermark":"12"}</c> in UTF-8.</summary>
    /// <param name="after">The watermark where there are no entries.</param>
    public static byte[] ActivitySet(string conversation, long after, IReadOnlyList<LogEntry> entries)
    {
        var json = new StringBuilder("{\"activities\":[");
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (i > 0)
            {
                json.Append(',');
            }

            var at = DateTimeOffset.FromUnixTimeMilliseconds(entry.At).UtcDateTime;

            // Conversation ids are ours or base64url, so they need no escaping; a body is a JSON object with at least a type.
            json.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{ActivityId(conversation, entry.Sequence)}\",\"timestamp\":\"{at:yyyy-MM-ddTHH:mm:ss.fffZ}\",\"channelId\":\"directline\",\"conversation\":{{\"id\":\"{conversation}\"}},")
                .Append(entry.Body, 1, entry.Body.Length - 1);
        }

        json.Append(CultureInfo.InvariantCulture, $"],\"watermark\":\"{(entries.Count > 0 ? entries[^1].Sequence : after)}\"}}");
        return Encoding.UTF8.GetBytes(json.ToString());
    }
}

/// <summary>A page of the log as the body of an answer.</summary>
internal sealed class ActivitySetResult(string conversation, long after, IReadOnlyList<LogEntry> entries) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await httpContext.Response.BodyWriter.WriteAsync(DirectLineWire.ActivitySet(conversation, after, entries), httpContext.RequestAborted);
    }
}
