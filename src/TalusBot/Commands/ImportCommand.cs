using System.CommandLine;
using Spectre.Console;
using TalusBot.Import;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Commands;

/// <summary><c>import</c>: another blog's article with its comments becomes a seed (docs/importing.md).</summary>
internal static class ImportCommand
{
    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var source = new Argument<string>("source") { Description = "A WordPress export (.xml), the address of a post or site that runs WordPress, or an article (.md, .txt)." };
        var post = new Option<string?>("--post") { Description = "Which post of an export or site: its slug, its number or its address." };
        var name = new Option<string?>("--as") { Description = "What to call the seed. Default: as it was called before, else the post's slug." };
        var yes = new Option<bool>("--yes") { Description = "Write without asking." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would change." };
        var verbose = new Option<bool>("--verbose") { Description = "Show all changes with all their words, and what is fetched." };
        var command = new Command("import", "Bring in another blog's article with its comments, or what is new under one that was brought in before. Shows what would change, and asks before it writes. Exit code 1 where nothing was written that should be, or where the knowledge lost what it refers to.") { source, post, name, yes, dryRun, verbose };
        folders.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            var wordy = parsed.GetValue(verbose);
            try
            {
                var imported = await ReadAsync(parsed.GetValue(source)!, parsed.GetValue(post), wordy, to, cancel);
                var plan = SeedPlan.For(imported, parsed.GetValue(name), knowledge, seeds);
                return Finish(plan, wordy, parsed.GetValue(dryRun), parsed.GetValue(yes), knowledge, to);
            }
            catch (ImportRefusal refusal)
            {
                to.Error.WriteLine(refusal.Message);
                return refusal.ExitCode;
            }
        });
        return command;
    }

    private static async Task<Imported> ReadAsync(string source, string? post, bool verbose, CommandOutput to, CancellationToken cancel)
    {
        if (!source.Contains("://", StringComparison.Ordinal))
        {
            return FileSource.Read(source, post);
        }

        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new ImportRefusal($"\"{source}\" is no web address; it must begin with https:// or http://.");
        }

        if (!IsTerminal(to))
        {
            return await FromSiteAsync(_ => { });
        }

        return await to.Console.Status().StartAsync("Reading ...", status => FromSiteAsync(step => status.Status = Markup.Escape(step)));

        async Task<Imported> FromSiteAsync(Action<string> tell)
        {
            using var web = new SiteClient(request =>
            {
                // While the console shows how far it is, only the console may write.
                if (verbose && IsTerminal(to))
                {
                    to.Console.WriteLine(request);
                }
                else if (verbose)
                {
                    to.Error.WriteLine(request);
                }
            });
            return await new WordPressSource(web, tell).ReadAsync(address, post, cancel);
        }
    }

    private static int Finish(SeedPlan plan, bool verbose, bool dryRun, bool yes, string knowledge, CommandOutput to)
    {
        if (plan.IsSame)
        {
            to.Out.WriteLine($"{plan.Path}: Nothing has changed.");
            return 0;
        }

        new PlanText(to.Out, verbose).Show(plan);
        if (dryRun)
        {
            to.Out.WriteLine("Nothing was written (--dry-run).");
            return 0;
        }

        if (!yes && !IsTerminal(to))
        {
            to.Out.WriteLine("Nothing was written; say --yes to write it.");
            return 1;
        }

        if (!yes && !to.Console.Confirm($"Write {Markup.Escape(plan.Path)}?", defaultValue: false))
        {
            to.Out.WriteLine("Nothing was written.");
            return 1;
        }

        plan.Write();
        var lost = plan.References.Count(problem => problem.Severity is Severity.Error);
        to.Out.WriteLine(lost switch { 0 => $"Written: {plan.Path}", 1 => $"Written: {plan.Path}; 1 mistake to mend, see above.", _ => $"Written: {plan.Path}; {lost} mistakes to mend, see above." });
        Suggest(plan, knowledge, to.Out);
        return lost == 0 ? 0 : 1;
    }

    /// <summary>What site.yaml could say, and does not.</summary>
    private static void Suggest(SeedPlan plan, string knowledge, TextWriter to)
    {
        var path = Path.Combine(knowledge, "site.yaml");
        if (plan.Site is not { } site)
        {
            to.WriteLine($"There is no right {path} yet; it needs at least:\n  name: TalusBot\n  author: {Quoted(plan.Article.Paragraphs[0].Speaker)}");
            return;
        }

        if (!site.Articles.ContainsKey(plan.Article.Slug))
        {
            to.WriteLine($"To give it another title, add to {path}:\n  articles:\n    {plan.Article.Slug}:\n      title: {Quoted(plan.Article.Title)}");
        }

        if (!site.IsAuthor(plan.Article.Paragraphs[0].Speaker))
        {
            to.WriteLine($"If {plan.Article.Paragraphs[0].Speaker} is the same person as {site.Author}, add to {path}:\n  aliases:\n    - {Quoted(plan.Article.Paragraphs[0].Speaker)}");
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsTerminal(CommandOutput to) => to.Console.Profile.Capabilities.Interactive && !Console.IsInputRedirected && !Console.IsOutputRedirected;
}
