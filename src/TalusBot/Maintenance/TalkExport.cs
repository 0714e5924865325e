using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalusBot.Storage;

namespace TalusBot.Maintenance;

/// <summary>Everything that is kept of one talk, as JSON lines: what somebody gets who asks for their data.</summary>
internal static class TalkExport
{
    private const int Page = 500;

    /// <summary>Writes a line for the talk itself, then for what was said and done in it, then for what else is kept because of it. Only a page of it is in memory at a time.</summary>
    /// <param name="read">Runs a look into the store; nothing of it is used when the look is over.</param>
    public static async Task WriteAsync(TextWriter to, FoundTalk talk, Func<Func<StoreSession, List<string>>, Task<List<string>>> read, CancellationToken cancel = default)
    {
        await WriteAsync(to, [Line(new ExportedTalk("talk", talk.Id, talk.Channel, At(talk.StartedAt), At(talk.LastAt)), ExportedJson.Readable.ExportedTalk)], cancel);
        var after = 0L;
        while (await read(session => Activities(session, talk.Id, ref after)) is { Count: > 0 } page)
        {
            await WriteAsync(to, page, cancel);
        }

        await WriteAsync(to, await read(session => [.. Rest(session, talk)]), cancel);
    }

    private static async Task WriteAsync(TextWriter to, List<string> lines, CancellationToken cancel)
    {
        foreach (var line in lines)
        {
            await to.WriteAsync((line + "\n").AsMemory(), cancel);
        }

        await to.FlushAsync(cancel);
    }

    /// <param name="after">The place in the log up to which it has been written.</param>
    private static List<string> Activities(StoreSession session, string talk, ref long after)
    {
        var page = ConversationStore.ReadLog(session, talk, after, Page);
        if (page.Count == 0)
        {
            return [];
        }

        var questions = session.Query(
            "SELECT sequence, question FROM turn WHERE conversation_id = @id AND sequence > @after AND sequence <= @last AND question IS NOT NULL",
            row => (row.GetInt64(0), row.GetString(1)),
            ("@id", talk), ("@after", after), ("@last", page[^1].Sequence)).ToDictionary();
        after = page[^1].Sequence;
        return page.ConvertAll(entry => Line(
            new ExportedActivity("activity", entry.Sequence, At(entry.At), Json(entry.Body), questions.GetValueOrDefault(entry.Sequence)), ExportedJson.Readable.ExportedActivity));
    }

    private static IEnumerable<string> Rest(StoreSession session, FoundTalk talk)
    {
        foreach (var rating in session.Query(
            "SELECT sequence, at, thumb, reason FROM feedback WHERE conversation_id = @id ORDER BY sequence",
            row => new ExportedRating("rating", row.GetInt64(0), At(row.GetInt64(1)), row.GetString(2), row.GetString(3)),
            ("@id", talk.Id)))
        {
            yield return Line(rating, ExportedJson.Readable.ExportedRating);
        }

        foreach (var question in session.Query(
            "SELECT sequence, at, question, reason FROM inbox WHERE conversation_id = @id ORDER BY sequence",
            row => new ExportedQuestion("forMaintainers", row.GetInt64(0), At(row.GetInt64(1)), row.GetString(2), row.GetString(3)),
            ("@id", talk.Id)))
        {
            yield return Line(question, ExportedJson.Readable.ExportedQuestion);
        }

        // The dialog's memory of each who talks there, and what the channel calls the place and the people in it.
        foreach (var (kind, body) in session.Query(
            """
            SELECT 'state', state FROM conversation WHERE id = @id AND state <> ''
            UNION ALL SELECT 'state', state FROM person_state WHERE conversation_id = @id
            UNION ALL SELECT 'place', reference FROM connector_conversation WHERE conversation_id = @id AND reference <> ''
            UNION ALL SELECT 'sender', sender FROM connector_turn WHERE conversation_id = @id
            """,
            row => (row.GetString(0), row.GetString(1)),
            ("@id", talk.Id)))
        {
            yield return Line(new ExportedValue(kind, Json(body)), ExportedJson.Readable.ExportedValue);
        }
    }

    private static string Line<T>(T row, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Serialize(row, type);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static JsonElement Json(string body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}

/// <param name="Channel">By which way it came: directline, page, api, webhook, or a channel's name such as msteams.</param>
internal sealed record ExportedTalk(string Kind, string Id, string Channel, DateTimeOffset Started, DateTimeOffset Last);

/// <param name="Activity">As Bot Framework words it, without id, time and conversation.</param>
/// <param name="Question">What the message came down to, such as the question that a choice stood for; null where that is what it says.</param>
internal sealed record ExportedActivity(
    string Kind, long Place, DateTimeOffset At, JsonElement Activity, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Question);

/// <param name="Place">Of the rated reply.</param>
internal sealed record ExportedRating(string Kind, long Place, DateTimeOffset At, string Thumb, string Reason);

/// <param name="Place">Of the message.</param>
/// <param name="Reason">notCovered, noneOfThese, thumbsDown or sent.</param>
internal sealed record ExportedQuestion(string Kind, long Place, DateTimeOffset At, string Question, string Reason);

internal sealed record ExportedValue(string Kind, JsonElement Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExportedTalk))]
[JsonSerializable(typeof(ExportedActivity))]
[JsonSerializable(typeof(ExportedRating))]
[JsonSerializable(typeof(ExportedQuestion))]
[JsonSerializable(typeof(ExportedValue))]
internal sealed partial class ExportedJson : JsonSerializerContext
{
    /// <summary>Apostrophes and accents as they are; the file is no web page.</summary>
    public static ExportedJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
