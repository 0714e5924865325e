using System.Globalization;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance.Console;

/// <summary>Says on every room that needs it that the files have mistakes, or that the bot does not yet answer as it will.</summary>
internal static class Behind
{
    public static Html Note(KnowledgeBase knowledge) => Html.Of($"{Mistakes(knowledge)}{Lexical(knowledge)}");

    /// <summary>Says how far the encoding is; nothing once it is done.</summary>
    public static Html Lexical(KnowledgeBase knowledge) => knowledge is { Current.IsLexical: true, Meanings: var (done, of) }
        ? Html.Of($"<p class=\"notice\" role=\"status\">{Progress(done, of)} Until then the bot answers by words alone, and gives fewer answers.</p>")
        : Html.None;

    /// <summary>What a page says that has to wait.</summary>
    public static string Wait(KnowledgeBase knowledge) => knowledge.Meanings is var (done, of) ? $"{Progress(done, of)} Please come back then." : "";

    private static string Progress(int done, int of) => string.Create(CultureInfo.InvariantCulture, $"The bot is still reading: {done:N0} of {of:N0} sentences are done.");

    private static Html Mistakes(KnowledgeBase knowledge)
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
