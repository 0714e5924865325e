using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Commands;

/// <summary><c>eval</c>: how well the golden questions are answered, and whether that is good enough.</summary>
internal static class EvalCommand
{
    private const int MostExplained = 5;
    private const int MostMistakes = 20;

    private static readonly string[] Columns = ["kind", "rows", "right", "S@1", "MRR", "false refusals", "false answers", "wrong answers", "red flags missed", "over-triage"];

    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var file = new Option<string?>("--questions") { Description = "A file of questions. Default: the golden*.jsonl under knowledge/questions." };
        var untouched = new Option<bool>("--untouched") { Description = "Ask the half of the golden questions that nobody works with. Their words are not shown." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, for programs." };
        var plot = new Option<string?>("--plot") { Description = "Write the reliability plot (SVG) to this file." };
        var command = new Command("eval", "Ask the golden questions and measure the replies. Exit code 1 where a threshold of site.yaml is not held.") { file, untouched, json, plot };
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            var (read, problems) = Snapshot.Read(knowledge, seeds, progress: new EncodingLines(to));
            var mistakes = problems.Where(problem => problem.Severity is Severity.Error).ToList();
            ShowMistakes(mistakes, to);
            if (read is not { } snapshot)
            {
                to.Error.WriteLine("The knowledge cannot be used.");
                return 1;
            }

            if (Rows(parsed.GetValue(file), parsed.GetValue(untouched), knowledge, to) is not { } rows)
            {
                return 1;
            }

            var examination = new Examination(snapshot);
            var examined = rows.Questions.Select(examination.Ask).ToList();
            var report = Report(rows.Name, examined, snapshot, hideWords: parsed.GetValue(untouched));
            if (parsed.GetValue(plot) is { } path)
            {
                File.WriteAllText(path, report.Reliability.ToSvg());
            }

            if (parsed.GetValue(json))
            {
                to.Out.WriteLine(JsonSerializer.Serialize(report, EvalJson.Default.EvalReport));
            }
            else
            {
                Show(report, to);
                Explain(examined, snapshot, to, hideWords: parsed.GetValue(untouched));
            }

            foreach (var miss in report.Misses)
            {
                to.Error.WriteLine($"Not good enough: {miss}.");
            }

            return report.Misses.Count > 0 || mistakes.Count > 0 ? 1 : 0;
        });
        return command;
    }

    /// <summary>What a mistake takes out of the knowledge cannot answer: the figures are those of the rest.</summary>
    private static void ShowMistakes(List<SourceProblem> mistakes, CommandOutput to)
    {
        foreach (var mistake in mistakes.Take(MostMistakes))
        {
            to.Error.WriteLine(mistake);
        }

        if (mistakes.Count > 0)
        {
            to.Error.WriteLine($"Not good enough: the knowledge has {mistakes.Count} mistake(s) to mend{(mistakes.Count > MostMistakes ? "; check names them all" : "")}.");
        }
    }

    private static (string Name, List<GoldenQuestion> Questions)? Rows(string? file, bool untouched, string knowledge, CommandOutput to)
    {
        if (file is not null && !File.Exists(file))
        {
            to.Error.WriteLine($"There is no file \"{file}\"; give the path of a .jsonl file of questions.");
            return null;
        }

        var (read, problems) = file is null
            ? QuestionReader.ReadFolder(Path.Combine(knowledge, "questions"))
            : QuestionReader.Read(new SourceFile(file.Replace('\\', '/'), File.ReadAllBytes(file)));
        foreach (var problem in problems)
        {
            to.Error.WriteLine(problem);
        }

        var questions = read.Where(row => file is not null || Path.GetFileName(row.File).StartsWith("golden", StringComparison.Ordinal)).Where(row => row.IsUntouched == untouched).ToList();
        if (questions.Count == 0)
        {
            to.Error.WriteLine("There are no questions to ask; write some under knowledge/questions.");
        }

        return problems.Count > 0 || questions.Count == 0 ? null : (file ?? (untouched ? "golden questions, the half that nobody works with" : "golden questions, the half to work with"), questions);
    }

    private static EvalReport Report(string name, List<Examined> examined, Snapshot snapshot, bool hideWords)
    {
        var all = Figures.Of(examined);
        var leaveOneOut = GoldenFigures.LeaveOneOut(snapshot);
        return new EvalReport(
            name,
            all,
            examined.GroupBy(row => row.Question.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => Figures.Of([.. kind]), StringComparer.Ordinal),
            leaveOneOut,
            Reliability.Of([.. examined.Select(row => row.Sureness).OfType<(double P, bool IsRight)>()]),
            snapshot.Site.Quality is { } least ? [.. all.Misses(least, leaveOneOut)] : [],
            [.. examined.Where(row => !row.IsRight).Select(row => new FallenRow(
                row.Question.Id, row.Question.Kind, hideWords ? null : string.Join(" / ", row.Question.Turns), hideWords ? row.Reply.Outcome : row.Fault!, row.Confidence, row.Question.Units, [.. row.Reply.Citations.Select(citation => citation.Id)]))]);
    }

    private static void Show(EvalReport report, CommandOutput to)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(report.Questions)) };
        table.AddColumns(Columns);
        foreach (var (kind, figures) in report.Kinds)
        {
            table.AddRow(Cells(kind, figures));
        }

        table.AddRow(Cells("all", report.All));
        to.Console.Write(table);
        to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Leave-one-out S@1 of the entries' phrasings: {report.LeaveOneOut:0.000}. Calibration error: {report.Reliability.Error:0.000}."));
        foreach (var bin in report.Reliability.Bins)
        {
            to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  p {bin.P:0.00}  right {bin.Right:0.00}  of {bin.Rows}"));
        }

        foreach (var row in report.Fallen)
        {
            to.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Id} [{row.Kind}] {(row.Question is null ? "" : $"\"{row.Question}\": ")}{row.Fault} (p {row.P:0.00}; wanted {string.Join(' ', row.Wanted)}; cited {string.Join(' ', row.Cited)})"));
        }
    }

    /// <summary>The rows that went wrong most surely, and the answerable ones that were refused with least doubt.</summary>
    private static void Explain(List<Examined> examined, Snapshot snapshot, CommandOutput to, bool hideWords)
    {
        if (hideWords)
        {
            return;
        }

        var worst = examined.Where(row => !row.IsRight && row.Sureness is not null)
            .OrderByDescending(row => row.IsRefused ? 1 - row.Confidence : row.Confidence).Take(MostExplained);
        foreach (var row in worst)
        {
            var (hits, confidence) = row.Ranking!;
            to.Out.WriteLine();
            to.Out.WriteLine($"{row.Question.Id} \"{row.Question.Turns[0]}\" found {string.Join(", ", hits.Take(3).Select(hit => string.Create(CultureInfo.InvariantCulture, $"{hit.Unit.Id} {hit.Score:0.00}")))}");
            to.Out.Write(confidence.Explain(snapshot.Search.Calibration));
        }
    }

    private static string[] Cells(string kind, Figures figures) =>
    [
        kind, figures.Rows.ToString(CultureInfo.InvariantCulture), Percent(figures.Right), Percent(figures.FirstFindRight), figures.ReciprocalRank?.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
        Percent(figures.FalseRefusals), Percent(figures.FalseAnswers), Percent(figures.WrongAnswers),
        figures.RedFlags == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{figures.RedFlagsMissed} of {figures.RedFlags}"), Percent(figures.OverTriage),
    ];

    private static string Percent(double? share) => share?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "";
}
