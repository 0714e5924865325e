namespace TalusBot.Storage;

/// <summary>Who changed what, and when. The only place where a name of a person is kept: the maintainer's own.</summary>
internal sealed class AuditStore(Store store)
{
    public Task NoteAsync(string who, string action, string subject, string detail, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session => session.Execute(
            "INSERT INTO audit (at, place, who, action, subject, detail) SELECT @now, COALESCE(MAX(place), 0) + 1, @who, @action, @subject, @detail FROM audit",
            ("@now", store.Now), ("@who", who), ("@action", action), ("@subject", subject), ("@detail", detail)),
        cancel);

    /// <summary>Newest first.</summary>
    /// <param name="before">The place of the last one seen; null from the newest.</param>
    /// <param name="subject">Only about this; null about everything.</param>
    public List<AuditEntry> Newest(int most, long? before = null, string? subject = null) => store.Read(session => session.Query(
        """
        SELECT place, at, who, action, subject, detail FROM audit
        WHERE place < @before AND (@subject = '' OR subject = @subject) ORDER BY place DESC LIMIT @most
        """,
        row => new AuditEntry(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
        ("@before", before ?? long.MaxValue), ("@subject", subject ?? ""), ("@most", (long)most)));
}

/// <param name="Place">From 1, in the order of happening.</param>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Action">One of <see cref="AuditAction"/>.</param>
/// <param name="Subject">Such as the id of an entry; empty where there is none.</param>
/// <param name="Detail">Such as the number of a version; may be empty.</param>
internal sealed record AuditEntry(long Place, long At, string Who, string Action, string Subject, string Detail);

internal static class AuditAction
{
    public const string SignedIn = "signedIn";
    public const string Drafted = "drafted";
    public const string Discarded = "discarded";
    public const string Published = "published";
    public const string Unpublished = "unpublished";
    public const string RolledBack = "rolledBack";
    public const string SetAside = "setAside";
    public const string TakenBack = "takenBack";
    public const string Judged = "judged";
    public const string Fitted = "fitted";
    public const string TalkDeleted = "talkDeleted";
    public const string TalkExported = "talkExported";
}
