using System.Globalization;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>How sure a ranking is of its best find.</summary>
/// <remarks>
/// Judged by flat scores of single phrasings: those are what the published weights of <see cref="Calibration.Default"/>
/// were fitted to, while fields and means over phrasings only serve the order.
/// </remarks>
/// <param name="P">The probability that it is right, rounded to 1e-4; 0 where nothing was found.</param>
/// <param name="Margin">The flat score of the best group's surest phrasing less that of any other answer group's, rounded to 1e-4; may be negative.</param>
/// <param name="Coverage">The share of the question's own matter that the find's words hold, 0 to 1; see <see cref="UnitSearch"/>.</param>
/// <param name="MissingType">The question asks for a kind of thing that the find does not hold.</param>
public sealed record Confidence(double P, double Margin, double Coverage, bool MissingType)
{
    /// <param name="hits">Best first, as the search gives them.</param>
    /// <param name="isRival">Whether two groups are different answers, not the same one told twice.</param>
    /// <param name="missingType">As in <see cref="AnswerType.IsMissing"/>.</param>
    public static Confidence Of(IReadOnlyList<GroupHit> hits, Func<GroupHit, GroupHit, bool> isRival, double coverage, bool missingType, Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(hits);
        ArgumentNullException.ThrowIfNull(isRival);
        ArgumentNullException.ThrowIfNull(calibration);
        if (hits.Count == 0)
        {
            return new Confidence(0, 0, coverage, missingType);
        }

        var best = hits[0];
        var rival = hits.Skip(1).Where(hit => isRival(best, hit)).Select(hit => hit.Surest.Flat).DefaultIfEmpty(0).Max();
        var margin = Math.Round(best.Surest.Flat - rival, 4, MidpointRounding.ToEven);
        return new Confidence(calibration.Probability(best.Surest.Flat, margin, best.Surest.Use, coverage, missingType), margin, coverage, missingType);
    }

    /// <summary>How the probability came about.</summary>
    public ScoreExplanation Explain(GroupHit best, Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(best);
        ArgumentNullException.ThrowIfNull(calibration);
        var c = calibration;
        var parts = new List<ScoreExplanation>
        {
            Term(c.Score, best.Surest.Flat, "flat score of the surest phrasing"),
            Term(c.Margin, Margin, "margin over the best other answer"),
            Term(c.Use, best.Surest.Use, "use"),
            Term(c.Coverage, Coverage, "coverage of the question's matter"),
            new(c.Bias, "bias"),
        };
        if (MissingType)
        {
            parts.Add(new ScoreExplanation(c.MissingType, "the answer lacks the kind of thing that is asked for"));
        }

        return new ScoreExplanation(P, "p = 1 / (1 + exp(-x)), rounded to four decimals", [new ScoreExplanation(parts.Sum(part => part.Value), "x, sum of", parts)]);
    }

    private static ScoreExplanation Term(double weight, double value, string name) =>
        new(weight * value, string.Create(CultureInfo.InvariantCulture, $"{weight:0.00} * {name} {value:0.####}"));
}
