using System.CommandLine;
using System.Globalization;
using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Retrieval;
using TalusBot.Maintenance;

namespace TalusBot.Commands;

/// <summary><c>fit</c>: new weights for the confidence from the questions that maintainers wrote and judged.</summary>
internal static class FitCommand
{
    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var write = new Option<bool>("--write") { Description = "Write the new weights to calibration.yaml; without it they are only shown." };
        var command = new Command("fit", "Fit the weights of the confidence to the entries' phrasings and the judged questions, each asked as if it were new; cross-validated. The golden questions are not looked at.") { write };
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            if (Snapshot.Read(knowledge, seeds, progress: new EncodingLines(to)).Snapshot is not { } snapshot)
            {
                to.Error.WriteLine("The knowledge cannot be used; check says why.");
                return 1;
            }

            if (Fitting.Of(snapshot) is not { } fitting)
            {
                to.Error.WriteLine(Fitting.TooFew);
                return 1;
            }

            to.Out.WriteLine($"{fitting.Judged.Count} questions asked as if they were new, {fitting.Right} of them with the right find first."
                + (fitting.Judged.Count < CalibrationFit.FewestForWeights ? $" From {CalibrationFit.FewestForWeights} on each weight is fitted; now only their common stretch, and the bias." : ""));
            foreach (var (name, before, after) in fitting.Weights)
            {
                to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12} {before,8:0.00} -> {after,8:0.00}"));
            }

            to.Out.WriteLine("from p   right  wrong");
            foreach (var threshold in fitting.CrossValidated)
            {
                to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threshold.From:0.00}   {threshold.Right,6} {threshold.Wrong,6}"));
            }

            if (parsed.GetValue(write))
            {
                var path = Path.Combine(knowledge, "calibration.yaml");
                WholeFile.Write(path, Fitting.Rewritten(WholeFile.ReadIfThere(path) ?? "", fitting.After));
            }

            return 0;
        });
        return command;
    }
}
