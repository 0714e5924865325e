namespace TalusBot.Knowledge.Retrieval;

/// <summary>From what a ranking measured to the probability that the best find is right, and what to do with it.</summary>
/// <param name="Weights">One for each of <see cref="Evidence.Names"/>, in their order.</param>
/// <param name="Bias">Added always.</param>
/// <param name="AnswerFrom">From this probability on the find is given as the answer.</param>
/// <param name="OfferFrom">From this probability on it is offered as a choice; below, nothing is claimed.</param>
public sealed record Calibration(IReadOnlyList<double> Weights, double Bias, double AnswerFrom, double OfferFrom)
{
    /// <summary>Fitted on eleven public sets of questions; a site's own questions make a better one.</summary>
    public static Calibration Default { get; } = new([4.98, 14.92, 2.07, 0, -1.5, 0, 0, 0], -4.84, 0.70, 0.35);

    /// <summary>The probability, rounded to 1e-4.</summary>
    public double Probability(Evidence evidence) => Rounding.Of(1 / (1 + Math.Exp(-(Weights.Zip(evidence.Values, (weight, value) => weight * value).Sum() + Bias))));
}
