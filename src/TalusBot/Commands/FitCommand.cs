using System.CommandLine;
using System.Globalization;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Commands;

/// <summary><c>fit</c>: new weights for the confidence from the questions that maintainers wrote and judged.</summary>
internal static class FitCommand
{
    private const int Folds = 5;
    private const int FewestOfAKind = 10;

    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var write = new Option<bool>("--write") { Description = "Write the new weights to calibration.yaml; without it they are only shown." };
        var command = new Command("fit", "Fit the weights of the confidence to the entries' phrasings and the judged questions, each asked as if it were new; cross-validated. The golden questions are not looked at.") { write };
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            if (Snapshot.Read(knowledge, seeds).Snapshot is not { } snapshot)
            {
                to.Error.WriteLine("The knowledge cannot be used; check says why.");
                return 1;
            }

            var judged = snapshot.Search.LeaveOneOut().Ask(_ => true)
                .Where(one => one.Ranking.Confidence.Evidence is not null)
                .Select(one => new JudgedRanking(one.Belongs.Id, one.Ranking.Confidence.Evidence!, one.IsRight)).ToList();
            if (judged.Count(one => one.IsRight) < FewestOfAKind || judged.Count(one => !one.IsRight) < FewestOfAKind)
            {
                to.Error.WriteLine("There are too few judged questions to fit by; write more under knowledge/judged, such that are answered and such that are not.");
                return 1;
            }

            var before = snapshot.Search.Calibration;
            var fitted = CalibrationFit.Fit(judged, Calibration.Default with { AnswerFrom = before.AnswerFrom, OfferFrom = before.OfferFrom });
            to.Out.WriteLine($"{judged.Count} questions asked as if they were new, {judged.Count(one => one.IsRight)} of them with the right find first."
                + (judged.Count < CalibrationFit.FewestForWeights ? $" From {CalibrationFit.FewestForWeights} on each weight is fitted; now only their common stretch, and the bias." : ""));
            for (var i = 0; i < Evidence.Names.Count; i++)
            {
                to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Evidence.Names[i],-12} {before.Weights[i],8:0.00} -> {fitted.Weights[i],8:0.00}"));
            }

            to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"bias",-12} {before.Bias,8:0.00} -> {fitted.Bias,8:0.00}"));
            Show(CalibrationFit.CrossValidate(judged, Calibration.Default, Folds), to.Out);
            if (parsed.GetValue(write))
            {
                var path = Path.Combine(knowledge, "calibration.yaml");
                File.WriteAllText(path, Rewritten(File.ReadAllLines(path), fitted));
            }

            return 0;
        });
        return command;
    }

    private static void Show(IReadOnlyList<(JudgedRanking Judged, double P)> judged, TextWriter to)
    {
        to.WriteLine("from p   right  wrong");
        for (var threshold = 0.1; threshold < 0.95; threshold += 0.05)
        {
            var above = judged.Where(one => one.P >= threshold).ToList();
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threshold:0.00}   {above.Count(one => one.Judged.IsRight),6} {above.Count(one => !one.Judged.IsRight),6}"));
        }
    }

    private static string Rewritten(string[] lines, Calibration fitted)
    {
        var values = Evidence.Names.Zip(fitted.Weights).Append(("bias", fitted.Bias)).ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal);
        return string.Concat(lines.Select(line => line.Split(':')[0] is var key && values.TryGetValue(key, out var value)
            ? string.Create(CultureInfo.InvariantCulture, $"{key}: {value:0.00}\n")
            : line + "\n"));
    }
}
