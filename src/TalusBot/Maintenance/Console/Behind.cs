using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance.Console;

/// <summary>Says on every room that needs it that the files have mistakes.</summary>
internal static class Behind
{
    public static Html Note(KnowledgeBase knowledge)
    {
        var errors = knowledge.Problems.Count(problem => problem.Severity is Severity.Error);
        return knowledge.Current is null
            ? Html.Of($"<p class=\"wrong\" role=\"alert\">The knowledge cannot be used, so the bot answers nothing. <a href=\"{ConsoleRoutes.Files}\">See what is wrong</a></p>")
            : knowledge.IsBehind
            ? Html.Of($"<p class=\"wrong\" role=\"alert\">The files have mistakes, so the bot answers from an earlier state of them. <a href=\"{ConsoleRoutes.Files}\">See what is wrong</a></p>")
            : errors > 0
            ? Html.Of($"<p class=\"wrong\" role=\"alert\">Some files have mistakes and are left out. <a href=\"{ConsoleRoutes.Files}\">See which</a></p>")
            : Html.None;
    }
}
