namespace TalusBot.Knowledge.Retrieval;

/// <summary>What speaks for and against the best find.</summary>
/// <remarks>
/// Judged by flat scores of single phrasings: those are what the published weights of <see cref="Calibration.Default"/>
/// were fitted to, while fields and means over phrasings only serve the order.
/// </remarks>
/// <param name="Score">The flat score of the best group's surest phrasing.</param>
/// <param name="Margin">The same less that of any other answer, rounded to 1e-4; may be negative.</param>
/// <param name="Use">The surest phrasing's likeness of meaning.</param>
/// <param name="Coverage">The share of the question's own matter that the find's words hold, 0 to 1; see <see cref="UnitSearch"/>.</param>
/// <param name="MissingType">The question asks for a kind of thing that the find does not hold.</param>
/// <param name="Vote">How far the known questions most like this one speak for the find; see <see cref="Neighbours"/>.</param>
/// <param name="RivalVote">How far they speak for the best other answer.</param>
/// <param name="Nothing">How far they speak for there being no answer.</param>
public sealed record Evidence(double Score, double Margin, double Use, double Coverage = 0, bool MissingType = false, double Vote = 0, double RivalVote = 0, double Nothing = 0)
{
    /// <summary>What the numbers are called in calibration.yaml.</summary>
    public static IReadOnlyList<string> Names { get; } = ["score", "margin", "use", "coverage", "missingType", "vote", "rivalVote", "nothing"];

    /// <summary>In the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<double> Values => [Score, Margin, Use, Coverage, MissingType ? 1 : 0, Vote, RivalVote, Nothing];

    /// <summary>
    /// What may be claimed while the meanings are still to be made: of each number the reading by which the find is least
    /// sure. The scores may be taken as they are, as if the meanings would agree with the words, or with nothing in the
    /// meanings' place; and the lead as if the meanings would speak for the rival by a third of their weight.
    /// </summary>
    /// <remarks>Without that doubt more questions that nothing answers got an answer than with meanings (eval, the shipped golden questions); with all of their weight two answers in three were lost.</remarks>
    internal Evidence WithoutMeaning(Calibration calibration)
    {
        const double Doubt = HybridIndex.UseWeight / 3;
        var (score, lead) = (Score * HybridIndex.LexicalShare, Margin * HybridIndex.LexicalShare);
        return this with
        {
            Score = Rounding.Of(Least(0, Math.Min(score, Score), Math.Max(score, Score))),
            Margin = Rounding.Of(Least(1, Math.Min(lead, Margin) - Doubt, Math.Max(lead, Margin) + Doubt)),
            Use = Least(2, 0, Score),
        };

        // By the place in Names.
        double Least(int number, double low, double high) => calibration.Weights[number] < 0 ? high : low;
    }

    /// <summary>The scores' share of it; the rest is left at nothing.</summary>
    /// <param name="hits">Best first; at least one.</param>
    /// <param name="isRival">Whether two groups are different answers, not the same one told twice.</param>
    public static Evidence Of(IReadOnlyList<GroupHit> hits, Func<GroupHit, GroupHit, bool> isRival)
    {
        ArgumentNullException.ThrowIfNull(hits);
        ArgumentNullException.ThrowIfNull(isRival);
        var best = hits[0];
        var rival = hits.Skip(1).Where(hit => isRival(best, hit)).Select(hit => hit.Surest.Flat).DefaultIfEmpty(0).Max();
        return new Evidence(best.Surest.Flat, Rounding.Of(best.Surest.Flat - rival), best.Surest.Use);
    }
}
