using System.Globalization;
using System.Text.RegularExpressions;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Evaluation;

/// <summary>New weights for the confidence from the questions that maintainers wrote and judged, each asked as if it were new. The golden questions are not looked at.</summary>
/// <param name="Judged">What it was fitted to.</param>
/// <param name="Before">In use.</param>
/// <param name="After">With the thresholds of <paramref name="Before"/>.</param>
/// <param name="CrossValidated">For each threshold, how many finds are that sure by weights that were fitted without them.</param>
internal sealed record Fitting(IReadOnlyList<JudgedRanking> Judged, Calibration Before, Calibration After, IReadOnlyList<FitThreshold> CrossValidated)
{
    public const string TooFew = "There are too few judged questions to fit by; write more under knowledge/judged, such that are answered and such that are not.";

    private const int Folds = 5;
    private const int FewestOfAKind = 10;

    public int Right => Judged.Count(one => one.IsRight);

    public bool ChangesNothing => Before.Bias.Equals(After.Bias) && Before.Weights.SequenceEqual(After.Weights);

    /// <summary>By name, in the order of calibration.yaml; the bias last.</summary>
    public IEnumerable<(string Name, double Before, double After)> Weights =>
        Evidence.Names.Select((name, i) => (name, Before.Weights[i], After.Weights[i])).Append(("bias", Before.Bias, After.Bias));

    /// <returns>Null where there are too few judged questions.</returns>
    public static Fitting? Of(Snapshot snapshot)
    {
        var judged = snapshot.Search.LeaveOneOut().Ask(_ => true)
            .Where(one => one.Ranking.Confidence.Evidence is not null)
            .Select(one => new JudgedRanking(one.Belongs.Id, one.Ranking.Confidence.Evidence!, one.IsRight)).ToList();
        if (judged.Count(one => one.IsRight) < FewestOfAKind || judged.Count(one => !one.IsRight) < FewestOfAKind)
        {
            return null;
        }

        var before = snapshot.Search.Calibration;
        return new Fitting(
            judged,
            before,
            CalibrationFit.Fit(judged, Calibration.Default with { AnswerFrom = before.AnswerFrom, OfferFrom = before.OfferFrom }),
            Thresholds(CalibrationFit.CrossValidate(judged, Calibration.Default, Folds)));
    }

    /// <summary>The text of calibration.yaml with other weights; thresholds, comments and everything else stay.</summary>
    /// <param name="text">Empty where there is no such file.</param>
    public static string Rewritten(string text, Calibration fitted)
    {
        var values = Evidence.Names.Zip(fitted.Weights).Append(("bias", fitted.Bias));
        if (text.Trim().Length == 0)
        {
            return string.Concat(values.Append(("answerFrom", fitted.AnswerFrom)).Append(("offerFrom", fitted.OfferFrom)).Select(one => $"{one.Item1}: {Written(one.Item2)}\n"));
        }

        return values.Aggregate(text, (written, one) => Regex.Replace(written, $@"^({one.Item1}[ \t]*:[ \t]*)[^\s#]+", $"${{1}}{Written(one.Item2)}", RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    private static string Written(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static List<FitThreshold> Thresholds(IReadOnlyList<(JudgedRanking Judged, double P)> judged)
    {
        var rows = new List<FitThreshold>();
        for (var threshold = 0.1; threshold < 0.95; threshold += 0.05)
        {
            var above = judged.Where(one => one.P >= threshold).ToList();
            rows.Add(new FitThreshold(Math.Round(threshold, 2), above.Count(one => one.Judged.IsRight), above.Count(one => !one.Judged.IsRight)));
        }

        return rows;
    }
}

/// <summary>What would be answered if the bot answered from this probability on.</summary>
internal readonly record struct FitThreshold(double From, int Right, int Wrong);
