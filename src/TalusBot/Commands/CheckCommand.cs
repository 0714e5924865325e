using System.CommandLine;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Commands;

/// <summary><c>check</c>: every mistake in the files at once, with file, line and remedy.</summary>
internal static class CheckCommand
{
    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var command = new Command("check", "Read every file and name what is wrong, where, and how to mend it. Exit code 1 where something is.");
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            var check = KnowledgeCheck.Read(knowledge, seeds, progress: new EncodingLines(to));
            foreach (var problem in check.Problems)
            {
                to.Out.WriteLine(problem.Severity is Severity.Warning ? $"{problem} (warning)" : problem.ToString());
            }

            var errors = check.Problems.Count(problem => problem.Severity is Severity.Error);
            if (!check.IsRight || check.Snapshot is not { } snapshot)
            {
                to.Out.WriteLine(errors == 1 ? "1 mistake to mend." : $"{errors} mistakes to mend.");
                return 1;
            }

            to.Out.WriteLine($"All well: {snapshot.Articles.Count} article(s), {snapshot.Entries.Count} entries, {snapshot.Guides.Count} guides, {snapshot.UnitCount} units in all.");
            if (snapshot.Search.Index.SentenceCount is var sentences and > Snapshot.MostEncodedAtOnce)
            {
                to.Out.WriteLine($"It has {sentences} sentences to encode: when the bot first starts with them, it answers by words and letters alone until that is done in the background; /health says how far it is.");
            }

            return 0;
        });
        return command;
    }
}
