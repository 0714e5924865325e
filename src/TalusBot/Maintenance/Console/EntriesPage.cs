using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/entries</c>: all entries, with drafts and what is wrong, and how often each answered lately.</summary>
internal static class EntriesPage
{
    private const int Days = 28;

    public static void MapEntries(this IEndpointRouteBuilder rooms) => rooms.MapGet(
        ConsoleRoutes.Entries, (HttpContext context, EntryFiles files, KnowledgeBase knowledge, MaintainStore store, TimeProvider clock) =>
    {
        var drafts = files.DraftIds();
        var published = files.PublishedIds();
        var uses = store.Tallies(Tally.Entries, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-Days))
            .GroupBy(row => row.Name, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.Count), StringComparer.Ordinal);
        var entries = knowledge.Current?.Entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal) ?? [];
        var problems = knowledge.Problems.ToLookup(problem => Path.GetFileNameWithoutExtension(problem.File), StringComparer.Ordinal);
        return ConsoleFrame.Page(
            context,
            "Entries",
            ConsoleRoutes.Entries,
            Html.Of(
                $"""
                {Behind.Note(knowledge)}
                <p><a class="button" href="{EntryPage.NewPath}">New entry</a></p>
                <div class="table"><table class="wide">
                <thead><tr><th scope="col">Question</th><th scope="col">State</th><th scope="col">Answered in {Days} days</th><th scope="col">Compared with its sources</th></tr></thead>
                <tbody>
                {Html.Join(published.Union(drafts).Order(StringComparer.Ordinal), id => Row(
                    id, entries.GetValueOrDefault(id), published.Contains(id), drafts.Contains(id), problems[id].ToList(), uses.GetValueOrDefault(id)))}
                </tbody></table></div>
                """));
    });

    private static Html Row(string id, Entry? entry, bool isPublished, bool isDraft, List<SourceProblem> problems, long uses) => Html.Of(
        $"""
        <tr>
        <td><a href="{EntryPage.PathOf(id)}">{entry?.Question ?? id}</a></td>
        <td>{Html.If(isPublished, () => Html.Of($"<span class=\"tag good\">Published</span>"))}{Html.If(isDraft, () => Html.Of($"<span class=\"tag warn\">Draft</span>"))}{Marks(problems)}</td>
        <td data-name="Answered">{uses}</td>
        <td data-name="Compared">{entry?.Reviewed?.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture) ?? "–"}</td>
        </tr>

        """);

    private static Html Marks(List<SourceProblem> problems) => Html.Of(
        $"""
        {Html.If(problems.Exists(problem => problem.Severity is Severity.Error), () => Html.Of($"<a class=\"tag bad\" href=\"{ConsoleRoutes.Files}\">Mistakes</a>"))}{Html.If(problems.Exists(problem => problem.Severity is Severity.Warning), () => Html.Of($"<a class=\"tag warn\" href=\"{ConsoleRoutes.Files}\">Warnings</a>"))}
        """);
}
