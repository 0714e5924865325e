using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalusBot.Storage;

namespace TalusBot.Maintenance;

/// <summary>Everything that is kept of one talk, as JSON lines: what somebody gets who asks for their data.</summary>
internal static class TalkExport
{
    private const int Page = 500;

    /// <returns>First the talk itself, then what was said and done in it, then what else is kept because of it.</returns>
    public static IEnumerable<string> Lines(StoreSession session, FoundTalk talk)
    {
        yield return Line(new ExportedTalk("talk", talk.Id, talk.Channel, At(talk.StartedAt), At(talk.LastAt)), ExportedJson.Readable.ExportedTalk);
        for (var after = 0L; ConversationStore.ReadLog(session, talk.Id, after, Page) is { Count: > 0 } page; after = page[^1].Sequence)
        {
            foreach (var entry in page)
            {
                yield return Line(new ExportedActivity("activity", entry.Sequence, At(entry.At), Json(entry.Body)), ExportedJson.Readable.ExportedActivity);
            }
        }

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
internal sealed record ExportedActivity(string Kind, long Place, DateTimeOffset At, JsonElement Activity);

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
