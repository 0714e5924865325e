using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/history</c>: who changed what, and when.</summary>
internal static class HistoryPage
{
    private const int RowsAPage = 50;

    public static void MapHistory(this IEndpointRouteBuilder rooms) => rooms.MapGet(ConsoleRoutes.History, (HttpContext context, AuditStore audit, long? before) =>
    {
        var rows = audit.Newest(RowsAPage + 1, before);
        return ConsoleFrame.Page(
            context,
            "History",
            ConsoleRoutes.History,
            Html.Of(
                $"""
                <p>Everything that was changed in this console. It is kept.</p>
                {Table(rows.Take(RowsAPage))}
                {Html.If(rows.Count > RowsAPage, () => Html.Of($"<p><a class=\"button second\" href=\"{ConsoleRoutes.History}?before={rows[RowsAPage - 1].Place}\">Older</a></p>"))}
                """));
    });

    public static Html Table(IEnumerable<AuditEntry> rows) => Html.Of(
        $"""
        <div class="table"><table class="wide">
        <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th></tr></thead>
        <tbody>
        {Html.Join(rows, row => Html.Of($"<tr><td>{Ago.Exactly(row.At)}</td><td>{row.Who}</td><td>{Did(row)}</td></tr>\n"))}
        </tbody></table></div>
        """);

    private static Html Did(AuditEntry row) => row.Action switch
    {
        AuditAction.SignedIn => Html.Of($"signed in"),
        AuditAction.Drafted => Html.Of($"saved a draft of {Entry(row)}"),
        AuditAction.Discarded => Html.Of($"discarded the draft of {Entry(row)}"),
        AuditAction.Published => Html.Of($"published {Entry(row)}, {row.Detail}"),
        AuditAction.Unpublished => Html.Of($"unpublished {Entry(row)}"),
        AuditAction.RolledBack => Html.Of($"rolled back {Entry(row)}, {row.Detail}"),
        AuditAction.SetAside => Html.Of($"set aside {row.Detail}"),
        AuditAction.TakenBack => Html.Of($"put {row.Detail} back into the inbox"),
        AuditAction.Judged => Html.Of($"judged a question: {row.Detail}"),
        AuditAction.Fitted => Html.Of($"put new weights into use"),
        AuditAction.TalkDeleted => Html.Of($"deleted a talk of {row.Detail}"),
        AuditAction.TalkExported => Html.Of($"downloaded a talk of {row.Detail}"),
        var other => Html.Of($"{other} {row.Subject} {row.Detail}"),
    };

    private static Html Entry(AuditEntry row) => Html.Of($"<a href=\"{EntryPage.PathOf(row.Subject)}\">{row.Subject}</a>");
}
