using System.CommandLine;
using System.Text.RegularExpressions;
using Spectre.Console;
using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using TalusBot.Maintenance;
using TalusBot.Storage;

namespace TalusBot.Commands;

/// <summary><c>add</c>: a new entry, checked and measured before it is written.</summary>
internal static partial class AddCommand
{
    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var options = new AddOptions();
        var command = new Command("add", "Write a new entry: a question and its answer, with the words it rests on. At a terminal it asks for what you leave out, and before it writes it shows the reply and which other replies would change. Exit code 1 where the files would not be right with it.");
        options.AddTo(command);
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            var vectors = VectorCache.Open(Path.Combine(DataFolder.Of(EnvironmentSettings.Storage), "vectors", "knowledge.bin"), SentenceEncoder.Shared);
            var before = KnowledgeCheck.Read(knowledge, seeds, vectors, progress: new EncodingLines(to));
            if (before.Snapshot is not { } inUse)
            {
                Show(before.Problems, to);
                to.Error.WriteLine("The knowledge cannot be used; mend these first.");
                return 1;
            }

            var draft = options.Draft(parsed, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date));
            var asks = Missing(draft).Any() && to.Console.Profile.Capabilities.Interactive;
            if (asks)
            {
                draft = AddDialogue.Complete(draft, inUse, to.Console);
            }

            if (Missing(draft).ToList() is { Count: > 0 } missing)
            {
                to.Error.WriteLine($"An entry needs {string.Join(", ", missing)}. Give them, or run it at a terminal to be asked.");
                return 2;
            }

            if (Named(draft, options.Id(parsed), knowledge, to) is not { } named)
            {
                return 2;
            }

            return Try(named, before, vectors, (knowledge, seeds), to) is not { } text ? 1
                : options.IsDryRun(parsed) ? ShowText(named, text, to)
                : asks && !AddDialogue.Confirm(to.Console) ? Left(to)
                : Write(Path.Combine(knowledge, named.Path), text, to);
        });
        return command;
    }

    private static IEnumerable<string> Missing(EntryDraft draft)
    {
        if (draft.Question.Length == 0)
        {
            yield return "a question";
        }

        if (draft.Sources.Count == 0)
        {
            yield return "at least one --source";
        }

        if (string.IsNullOrWhiteSpace(draft.Body))
        {
            yield return "a --body";
        }
    }

    /// <summary>With an id that no file has, and with a reference to every source where the answer makes none.</summary>
    private static EntryDraft? Named(EntryDraft draft, string? id, string knowledge, CommandOutput to)
    {
        var folder = Path.Combine(knowledge, "entries");
        var taken = Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileNameWithoutExtension).OfType<string>().ToList() : [];
        if (id is not null && taken.Contains(id))
        {
            to.Error.WriteLine($"There is an entry \"{id}\" already; choose another --id, or edit {Path.Combine(folder, id)}.md.");
            return null;
        }

        return draft with
        {
            Id = id ?? EntryId.For(draft.Question, taken),
            Body = Reference().IsMatch(draft.Body) ? draft.Body : $"{draft.Body.Trim()} {string.Join(' ', draft.Sources.Select((_, i) => $"[{i + 1}]"))}",
        };
    }

    /// <summary>Shows what would come of it.</summary>
    /// <returns>The file's text; null, with the problems shown, where the files would not be right.</returns>
    private static string? Try(EntryDraft draft, KnowledgeCheck before, VectorCache vectors, (string Knowledge, string Seeds) folders, CommandOutput to)
    {
        var text = EntryWriter.Write(draft);
        var check = KnowledgeCheck.Read(folders.Knowledge, folders.Seeds, vectors, FileChanges.None.With(draft.Path, text));
        Show(check.IsRight ? [.. check.Problems.Except(before.Problems)] : check.Problems, to);
        if (!check.IsRight || check.Snapshot is not { } wouldBe)
        {
            to.Error.WriteLine("Nothing was written: with this entry the files would not be right.");
            return null;
        }

        to.Out.WriteLine($"To \"{SourceText.OneLine(draft.Question)}\" the bot would reply:");
        to.Out.WriteLine();
        AskCommand.Show(AskReply.Of(Dialog.Advance(new DialogState(), new Said(draft.Question, Locale: null), wouldBe).Reply, conversation: null), to.Console);
        to.Out.WriteLine();
        var questions = ImpactQuestion.OfGolden(check.Questions.Where(question => Path.GetFileName(question.File).StartsWith("golden", StringComparison.Ordinal)))
            .Concat(ImpactQuestion.OfPhrasings(before.Snapshot!, wouldBe)).ToList();
        foreach (var line in ImpactLines.Of(Measured(before.Snapshot!, wouldBe, questions, to.Console)))
        {
            to.Out.WriteLine(SourceText.Lines(line));
        }

        return text;
    }

    private static ImpactReport Measured(Snapshot inUse, Snapshot wouldBe, List<ImpactQuestion> questions, IAnsiConsole console)
    {
        var impact = new Impact(ReaderReply.Of);
        return console.Profile.Capabilities.Interactive
            ? console.Progress().AutoClear(true).Start(progress =>
            {
                var task = progress.AddTask("Asking every known question", maxValue: questions.Count);
                return impact.Measure(inUse, wouldBe, questions, new Counter(task));
            })
            : impact.Measure(inUse, wouldBe, questions);
    }

    private static int ShowText(EntryDraft draft, string text, CommandOutput to)
    {
        to.Out.WriteLine();
        to.Out.WriteLine($"{draft.Path} would be:");
        to.Out.Write(text);
        return 0;
    }

    private static int Left(CommandOutput to)
    {
        to.Out.WriteLine("Nothing was written.");
        return 0;
    }

    private static int Write(string path, string text, CommandOutput to)
    {
        try
        {
            WholeFile.Write(path, text, isNew: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            to.Error.WriteLine($"{path} cannot be written: {error.Message}");
            return 2;
        }

        to.Out.WriteLine($"Written: {path}");
        return 0;
    }

    private static void Show(IEnumerable<SourceProblem> problems, CommandOutput to)
    {
        foreach (var problem in problems)
        {
            to.Error.WriteLine(SourceText.OneLine(problem.Severity is Severity.Warning ? $"{problem} (warning)" : problem.ToString()));
        }
    }

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    private sealed class Counter(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Value = value;
    }
}
