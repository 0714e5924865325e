using System.Globalization;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads calibration.yaml: the weights behind the bot's confidence, and what it does at which confidence.</summary>
public static class CalibrationReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string Name = "calibration.yaml";
    private const double LargestWeight = 1000;
    private static readonly string[] Keys = [.. Evidence.Names, "bias", "answerFrom", "offerFrom"];

    /// <summary>Reads the file where there is one; without it, <see cref="Calibration.Default"/>.</summary>
    internal static Reading<Calibration> Read(SourceFolder knowledge)
    {
        var problems = new List<SourceProblem>();
        return !knowledge.Has(Name) ? new Reading<Calibration>(Calibration.Default, [])
            : knowledge.Read(Name, MaxBytes, problems) is { } file ? Read(file)
            : new Reading<Calibration>(null, problems);
    }

    /// <summary>The calibration, or every mistake with its line.</summary>
    public static Reading<Calibration> Read(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var problems = new List<SourceProblem>();
        if (file.DecodeLines(MaxBytes, problems) is not { } text || YamlFields.Read(text, 0, file.Path, "calibration.yaml", Keys, problems) is not { } fields)
        {
            return new Reading<Calibration>(null, problems);
        }

        var read = new Calibration(
            [.. Evidence.Names.Select(name => Number(fields, name, LargestWeight))],
            Number(fields, "bias", LargestWeight),
            Number(fields, "answerFrom", 1),
            Number(fields, "offerFrom", 1));
        if (problems.Count == 0 && (read.OfferFrom < 0 || read.OfferFrom > read.AnswerFrom))
        {
            fields.Report(fields.Line("offerFrom"), "\"offerFrom\" must lie between 0 and \"answerFrom\"; what is sure enough to answer is sure enough to offer.");
        }

        return new Reading<Calibration>(problems.Count == 0 ? read : null, problems);
    }

    private static double Number(YamlFields fields, string key, double largest)
    {
        var remedy = string.Create(CultureInfo.InvariantCulture, $"write a number from {-largest} to {largest}");
        if (fields.Text(key, remedy) is not { } written)
        {
            return 0;
        }

        if (double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= largest)
        {
            return number;
        }

        fields.Report(fields.Line(key), $"\"{written}\" is no number for \"{key}\"; {remedy}.");
        return 0;
    }
}
