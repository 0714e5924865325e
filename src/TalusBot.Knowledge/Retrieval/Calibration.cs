namespace TalusBot.Knowledge.Retrieval;

/// <summary>From scores to the probability that the best find is right, and what to do with it.</summary>
/// <param name="Score">The weight of the best group's score.</param>
/// <param name="Margin">The weight of its lead over the best other answer group.</param>
/// <param name="Use">The weight of its likeness of meaning.</param>
/// <param name="Coverage">The weight of the share of the question's own matter that the find's words hold.</param>
/// <param name="MissingType">Added where the question asks for a kind of thing (a length of time, say) that the answer does not hold.</param>
/// <param name="Bias">Added always.</param>
/// <param name="AnswerFrom">From this probability on the find is given as the answer.</param>
/// <param name="OfferFrom">From this probability on it is offered as a choice; below, nothing is claimed.</param>
public sealed record Calibration(double Score, double Margin, double Use, double Coverage, double MissingType, double Bias, double AnswerFrom, double OfferFrom)
{
    /// <summary>Fitted on eleven public sets of questions; a site's own questions make a better one.</summary>
    public static Calibration Default { get; } = new(4.98, 14.92, 2.07, 0, -1.5, -4.84, 0.70, 0.35);

    /// <summary>The probability, rounded to 1e-4.</summary>
    public double Probability(double score, double margin, double use, double coverage, bool missingType) => Math.Round(
        1 / (1 + Math.Exp(-((Score * score) + (Margin * margin) + (Use * use) + (Coverage * coverage) + (missingType ? MissingType : 0) + Bias))), 4, MidpointRounding.ToEven);
}
