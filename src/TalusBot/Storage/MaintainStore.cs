using System.Text.Json;
using TalusBot.Activities;

namespace TalusBot.Storage;

/// <summary>What maintainers ask the store, and what they note in it.</summary>
internal sealed class MaintainStore(Store store)
{
    private const string Aside = "aside";

    /// <summary>The questions that wait for a maintainer, newest first.</summary>
    public List<InboxRow> Waiting(int most) => store.Read(session => Inbox.Unsettled(session, most));

    /// <summary>What readers wrote under a thumb that points down, by question, newest first.</summary>
    public List<(string Question, string Reason)> Complaints(int most) => store.Read(session => session.Query(
        """
        SELECT i.question, f.reason FROM inbox i
        JOIN feedback f ON f.conversation_id = i.conversation_id AND f.thumb = 'down' AND f.reason <> '' AND f.asked = i.sequence
        WHERE i.reason = 'thumbsDown' AND i.settled_at IS NULL ORDER BY i.at DESC, i.conversation_id, i.sequence LIMIT @most
        """,
        row => (row.GetString(0), row.GetString(1)),
        ("@most", (long)most)));

    /// <summary>Questions whose answers have a thumb that points down, those of settled ones too, with how many; the newest first.</summary>
    public List<(string Question, long Count)> ThumbsDown(int most) => store.Read(session => session.Query(
        "SELECT question, COUNT(*) FROM inbox WHERE reason = 'thumbsDown' GROUP BY question ORDER BY MAX(at) DESC, question LIMIT @most",
        row => (row.GetString(0), row.GetInt64(1)),
        ("@most", (long)most)));

    /// <summary>Takes questions out of the inbox. Their askers go on waiting; and whoever asks anew brings them back.</summary>
    /// <returns>How many rows there were.</returns>
    public Task<int> SetAsideAsync(IEnumerable<string> questions, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session => questions.Sum(question => session.Execute(
            "UPDATE inbox SET settled_at = @now, settled_as = @as WHERE question = @question AND settled_at IS NULL",
            ("@now", store.Now), ("@as", Aside), ("@question", question))),
        cancel);

    /// <summary>Puts what was set aside back into the inbox.</summary>
    public Task<int> TakeBackAsync(IEnumerable<string> questions, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session => questions.Sum(question => session.Execute(
            "UPDATE inbox SET settled_at = NULL, settled_as = NULL WHERE question = @question AND settled_as = @as", ("@question", question), ("@as", Aside))),
        cancel);

    /// <summary>Notes which entry is written for some questions; they stay in the inbox until it is in use.</summary>
    public Task<int> AssignAsync(IEnumerable<string> questions, string entry, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session => questions.Sum(question => session.Execute(
            "UPDATE inbox SET settled_as = @entry WHERE question = @question AND settled_at IS NULL", ("@entry", entry), ("@question", question))),
        cancel);

    /// <summary>The entry is in use: all that it was written for leaves the inbox.</summary>
    public Task<int> SettleAsync(string entry, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session => session.Execute("UPDATE inbox SET settled_at = @now WHERE settled_as = @entry AND settled_at IS NULL", ("@now", store.Now), ("@entry", entry)),
        cancel);

    /// <summary>The entry is out of use: what it had settled is in the inbox again.</summary>
    public Task<int> ReopenAsync(string entry, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session => session.Execute("UPDATE inbox SET settled_at = NULL WHERE settled_as = @entry", ("@entry", entry)),
        cancel);

    /// <summary>The questions that an entry is written for and that still wait.</summary>
    public List<string> AssignedTo(string entry) => store.Read(session => session.Query(
        "SELECT DISTINCT question FROM inbox WHERE settled_as = @entry AND settled_at IS NULL ORDER BY question", row => row.GetString(0), ("@entry", entry)));

    /// <summary>The wordings set aside last, newest first.</summary>
    public List<(string Question, long At)> SetAside(int most) => store.Read(session => session.Query(
        "SELECT question, MAX(settled_at) FROM inbox WHERE settled_as = 'aside' GROUP BY question ORDER BY MAX(settled_at) DESC, question LIMIT @most",
        row => (row.GetString(0), row.GetInt64(1)),
        ("@most", (long)most)));

    /// <summary>What was asked lately, each wording once, with how often; newest first.</summary>
    /// <param name="messages">How many of the newest messages are looked at.</param>
    /// <param name="most">How many wordings come back.</param>
    public List<AskedQuestion> Asked(int messages, int most)
    {
        var rows = store.Read(session => session.Query(
            """
            SELECT t.accepted_at, t.question, l.body FROM turn t
            JOIN log_entry l ON l.conversation_id = t.conversation_id AND l.sequence = t.sequence
            ORDER BY t.accepted_at DESC, t.conversation_id, t.sequence LIMIT @most
            """,
            row => (At: row.GetInt64(0), Question: row.IsDBNull(1) ? null : row.GetString(1), Body: row.GetString(2)),
            ("@most", (long)messages)));
        return [.. rows
            .Select(row => (row.At, Text: row.Question ?? TextOf(row.Body)))
            .Where(row => !string.IsNullOrWhiteSpace(row.Text))
            .GroupBy(row => row.Text!.Trim(), StringComparer.OrdinalIgnoreCase)
            .Select(group => new AskedQuestion(group.First().Text!.Trim(), group.Count(), group.First().At))
            .Take(most)];
    }

    /// <summary>All counts of a kind from a day on (UTC).</summary>
    public List<TallyRow> Tallies(string what, DateOnly from) => store.Read(session => session.Query(
        "SELECT day, name, count FROM tally WHERE what = @what AND day >= @from ORDER BY day, name",
        row => new TallyRow(DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(row.GetInt64(0))), row.GetString(1), row.GetInt64(2)),
        ("@what", what), ("@from", Tally.DayOf(new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds()))));

    private static string? TextOf(string body) =>
        JsonSerializer.Deserialize(body, ActivityJson.Default.Activity) is { Type: ActivityTypes.Message, Text: var text } ? text : null;
}

/// <param name="Times">How often among the messages that were looked at.</param>
/// <param name="At">Unix milliseconds; the newest.</param>
internal sealed record AskedQuestion(string Question, int Times, long At);

internal sealed record TallyRow(DateOnly Day, string Name, long Count);
