using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Commands;

/// <summary><c>eval</c>: how well the golden questions are answered.</summary>
internal static class EvalCommand
{
    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var file = new Option<string?>("--questions") { Description = "A file of questions. Default: every one under knowledge/questions." };
        var command = new Command("eval", "Ask the golden questions and measure the replies.") { file };
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            if (Snapshot.Read(knowledge, seeds).Snapshot is not { } snapshot)
            {
                to.Error.WriteLine("The knowledge cannot be used; check says why.");
                return 1;
            }

            var (questions, problems) = parsed.GetValue(file) is { } path
                ? QuestionReader.Read(new SourceFile(path, File.ReadAllBytes(path)))
                : QuestionReader.ReadFolder(Path.Combine(knowledge, "questions"));
            foreach (var problem in problems)
            {
                to.Error.WriteLine(problem);
            }

            var examination = new Examination(snapshot);
            var examined = questions.Select(examination.Ask).ToList();
            foreach (var half in examined.GroupBy(row => (File: Path.GetFileName(row.Question.File), row.Question.IsUntouched)))
            {
                to.Console.WriteLine($"{half.Key.File}, {(half.Key.IsUntouched ? "untouched" : "work")} half: {Figures.Of([.. half])}");
                foreach (var kind in half.GroupBy(row => row.Question.Kind))
                {
                    to.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {kind.Key}: {kind.Count(row => row.IsRight)} of {kind.Count()}"));
                }
                foreach (var row in half.Where(row => !row.IsRight && !half.Key.IsUntouched))
                {
                    to.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {row.Question.Id} [{row.Question.Kind}] \"{string.Join(" / ", row.Question.Turns)}\": {row.Fault} (rank {row.Rank}, p {row.Confidence:0.00}; cites {string.Join(',', row.Reply.Citations.Select(c => c.Id))}; wants {string.Join(',', row.Question.Units)})"));
                }
            }

            return problems.Count > 0 ? 1 : 0;
        });
        return command;
    }
}
