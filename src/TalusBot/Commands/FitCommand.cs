using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Commands;

/// <summary><c>fit</c>: new weights for the confidence from the site's own questions.</summary>
internal static class FitCommand
{
    private const int Folds = 5;

    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var write = new Option<bool>("--write") { Description = "Write the new weights to calibration.yaml; without it they are only shown." };
        var command = new Command("fit", "Fit the weights of the confidence to the questions under knowledge/questions, cross-validated. One half of the questions is never looked at.") { write };
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            if (Snapshot.Read(knowledge, seeds).Snapshot is not { } snapshot)
            {
                to.Error.WriteLine("The knowledge cannot be used; check says why.");
                return 1;
            }

            var judged = Directory.EnumerateFiles(Path.Combine(knowledge, "questions"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(file => Judge(file, snapshot)).ToList();
            if (judged.Count(one => one.IsRight) < Folds || judged.Count(one => !one.IsRight) < Folds)
            {
                to.Error.WriteLine("Too few questions with gold units to fit by; write more under knowledge/questions.");
                return 1;
            }

            var fitted = CalibrationFit.Fit(judged, Calibration.Default);
            to.Out.WriteLine($"{judged.Count} questions, {judged.Count(one => one.IsRight)} of them with the right find first.");
            to.Out.WriteLine(fitted.ToString());
            Show(CalibrationFit.CrossValidate(judged, Calibration.Default, Folds), to.Out);
            if (parsed.GetValue(write))
            {
                File.WriteAllText(Path.Combine(knowledge, "calibration.yaml"), Rewritten(File.ReadAllLines(Path.Combine(knowledge, "calibration.yaml")), fitted));
            }

            return 0;
        });
        return command;
    }

    /// <summary>Questions of one half, by a hash of their id; the other half stays unseen.</summary>
    public static bool IsUntouched(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[0] % 2 == 1;

    private static IEnumerable<JudgedRanking> Judge(string file, Snapshot snapshot)
    {
        foreach (var line in File.ReadLines(file))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var expect = row.GetProperty("expect").GetString();
            if (row.GetProperty("turns").GetArrayLength() != 1 || expect is not ("answer" or "notCovered") || IsUntouched(row.GetProperty("id").GetString()!)
                || !row.TryGetProperty("units", out var gold))
            {
                continue;
            }

            var question = row.GetProperty("turns")[0].GetString()!;
            var (hits, confidence) = snapshot.Search.Rank(question, 3);
            if (hits.Count == 0 || hits[0].Unit is Unit.OfUnanswered || snapshot.Safety.Check(question) is not null)
            {
                continue;
            }

            var units = gold.EnumerateArray().Select(unit => unit.GetString()!).ToHashSet(StringComparer.Ordinal);
            var surest = hits[0].Found.Surest;
            yield return new JudgedRanking(
                units.Order(StringComparer.Ordinal).FirstOrDefault() ?? row.GetProperty("id").GetString()!,
                surest.Flat,
                confidence.Margin,
                surest.Use,
                confidence.Coverage,
                confidence.MissingType,
                expect == "answer" && snapshot.Answers.From(hits[0].Unit.Id, question) is { } answer && Shows(answer, row));
        }
    }

    /// <summary>Whether the answer says and cites what the row asks for.</summary>
    private static bool Shows(Answer.Covered answer, JsonElement row)
    {
        var text = string.Join('\n', answer.Quotes.Select(quote => quote.Citation.Quote).Prepend(answer.Words ?? ""));
        var cited = answer.Quotes.Select(quote => string.Create(CultureInfo.InvariantCulture, $"{quote.Citation.Quote} {quote.Citation.Speaker} {quote.Citation.Date:yyyy-MM-dd}"));
        return row.GetProperty("must").EnumerateArray().All(must => Matches(text, must.GetString()!))
            && (row.GetProperty("cite").GetString() is not { } cite || cited.Any(one => Matches(one, cite)));
    }

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

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
        var values = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["score"] = fitted.Score, ["margin"] = fitted.Margin, ["use"] = fitted.Use, ["coverage"] = fitted.Coverage, ["missingType"] = fitted.MissingType, ["bias"] = fitted.Bias,
        };
        return string.Concat(lines.Select(line => line.Split(':')[0] is var key && values.TryGetValue(key, out var value)
            ? string.Create(CultureInfo.InvariantCulture, $"{key}: {value:0.00}\n")
            : line + "\n"));
    }
}
