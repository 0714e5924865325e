using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/files</c>: what is wrong in the knowledge files, and which state of them is in use.</summary>
internal static class FilesPage
{
    public static void MapFiles(this IEndpointRouteBuilder rooms) => rooms.MapGet(ConsoleRoutes.Files, (HttpContext context, KnowledgeBase knowledge, TimeProvider clock) =>
    {
        var errors = knowledge.Problems.Where(problem => problem.Severity is Severity.Error).ToList();
        var warnings = knowledge.Problems.Where(problem => problem.Severity is Severity.Warning).ToList();
        return ConsoleFrame.Page(
            context,
            "Files",
            ConsoleRoutes.Files,
            Html.Of(
                $"""
                {State(knowledge, clock.GetUtcNow())}
                {List("Mistakes", errors, "Each keeps its file out of use until it is mended. A saved file is read again within two seconds.")}
                {List("Warnings", warnings, "These files are used; somebody should look at them.")}
                {Html.If(errors.Count + warnings.Count == 0, () => Html.Of($"<p>There is nothing to mend.</p>"))}
                """));
    });

    private static Html State(KnowledgeBase knowledge, DateTimeOffset now) => knowledge is { Current: { } current, Published: { } published }
        ? Html.Of(
            $"""
            <p>In use since {Ago.Of(published.ToUnixTimeMilliseconds(), now)}: {current.Articles.Count} article(s), {current.Entries.Count} entries, {current.Guides.Count} guides, {current.UnitCount} things that can answer.</p>
            {Html.If(knowledge.IsBehind, () => Html.Of($"<p class=\"wrong\" role=\"alert\">The files have changed since, and cannot be used as they are. The bot goes on answering from the state above.</p>"))}
            {Behind.Lexical(knowledge)}
            """)
        : Html.Of($"<p class=\"wrong\" role=\"alert\">The knowledge cannot be used, so the bot answers nothing. Mend the mistakes below.</p>");

    private static Html List(string title, List<SourceProblem> problems, string about) => problems.Count == 0 ? Html.None : Html.Of(
        $"""
        <h2>{title} ({problems.Count})</h2>
        <p>{about}</p>
        {Problems(problems)}
        """);

    /// <summary>Each with the file, the line and the remedy.</summary>
    public static Html Problems(IEnumerable<SourceProblem> problems) => Html.Of(
        $"""
        <ul class="problems">
        {Html.Join(problems, problem => Html.Of($"<li><code>{problem.File}{(problem.Line > 0 ? $"({problem.Line})" : "")}</code>: {problem.Message}</li>\n"))}
        </ul>
        """);
}
