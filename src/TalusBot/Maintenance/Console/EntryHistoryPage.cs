using System.Globalization;
using TalusBot.Knowledge.Curation;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/entries/{id}/versions</c>: every text there ever was, what changed between them, and the way back.</summary>
internal static class EntryHistoryPage
{
    private const int MostNotes = 200;

    public static string PathOf(string id) => EntryPage.PathOf(id) + "/versions";

    public static void MapEntryHistory(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet(ConsoleRoutes.Entries + "/{id}/versions", (HttpContext context, EntryFiles files, AuditStore audit, string id) => Show(context, files, audit, id, null));
        rooms.MapPost(ConsoleRoutes.Entries + "/{id}/versions", RollBackAsync);
    }

    private static async Task<IResult> RollBackAsync(HttpContext context, EntryEditor editor, AuditStore audit, string id, CancellationToken cancel)
    {
        if (!EntryId.IsPossible(id))
        {
            return EntryPage.Missing(context);
        }

        var form = await context.Request.ReadFormAsync(cancel);
        var number = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        var (refused, inUse) = await editor.RollBackAsync(id, number, form["state"].ToString(), Maintainer.NameOf(context), cancel);
        return refused is not null
            ? Show(context, editor.Files, audit, id, refused)
            : Results.LocalRedirect(Notices.On(PathOf(id), inUse ? Notices.RolledBack : Notices.PublishedNotUsed));
    }

    private static IResult Show(HttpContext context, EntryFiles files, AuditStore audit, string id, string? refused)
    {
        if (!EntryId.IsPossible(id) || (files.Versions(id) is var versions && versions.Count == 0 && files.Published(id) is null && files.Draft(id) is null))
        {
            return EntryPage.Missing(context);
        }

        var inUse = files.Published(id);
        return ConsoleFrame.Page(
            context,
            $"Versions of {id}",
            ConsoleRoutes.Entries,
            Html.Of(
                $"""
                {Html.If(refused is not null, () => Html.Of($"<p class=\"wrong\" role=\"alert\">{refused}</p>"))}
                <p><a href="{EntryPage.PathOf(id)}">Back to the entry</a></p>
                {Html.If(versions.Count == 0, () => Html.Of($"<p>It was never changed here. Its first change keeps the text of today as version 1.</p>"))}
                <ol class="cards">
                {Html.Join(versions.Select((version, i) => (version, i)), one => Card(context, files, id, one.version, one.i + 1 < versions.Count ? versions[one.i + 1] : null, inUse))}
                </ol>
                <h2>Who did what</h2>
                {HistoryPage.Table(audit.Newest(MostNotes, subject: id))}
                """),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static Html Card(HttpContext context, EntryFiles files, string id, EntryVersion version, EntryVersion? before, string? inUse)
    {
        var text = files.Version(id, version.Number) ?? "";
        var isInUse = text == inUse;
        return Html.Of(
            $"""
            <li>
            <h2>Version {version.Number}</h2>
            <p class="facts">{Ago.Exactly(version.At.ToUnixTimeMilliseconds())} {Html.If(isInUse, () => Html.Of($"<span class=\"tag good\">In use</span>"))}</p>
            <details><summary>{(before is null ? "The text" : $"What changed since version {before.Number}")}</summary>
            {LineDiff.Html(before is null ? "" : files.Version(id, before.Number) ?? "", text)}
            </details>
            {Html.If(!isInUse, () => Html.Of(
                $"""
                <form method="post" action="{PathOf(id)}" class="row">{FormCheck.Field(context)}
                <input type="hidden" name="version" value="{version.Number}"><input type="hidden" name="state" value="{files.StateOf(id)}">
                <button class="second">Use version {version.Number} again</button></form>
                """))}
            </li>

            """);
    }
}
