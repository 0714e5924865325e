using System.Globalization;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>How sure a ranking is of its best find.</summary>
/// <param name="P">The probability that it is right, rounded to 1e-4; 0 where nothing was found.</param>
/// <param name="Evidence">What it was judged by; null where nothing was found.</param>
public sealed record Confidence(double P, Evidence? Evidence)
{
    /// <summary>Of a ranking that found nothing.</summary>
    public static Confidence None { get; } = new(0, null);

    /// <summary>By the weights of a calibration.</summary>
    public static Confidence Of(Evidence evidence, Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(calibration);
        return new Confidence(calibration.Probability(evidence), evidence);
    }

    /// <summary>How the probability came about.</summary>
    public ScoreExplanation Explain(Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        if (Evidence is null)
        {
            return new ScoreExplanation(0, "nothing was found");
        }

        var parts = Evidence.Names.Select((name, i) => Term(calibration.Weights[i], Evidence.Values[i], name)).Append(new ScoreExplanation(calibration.Bias, "bias")).ToList();
        return new ScoreExplanation(P, "p = 1 / (1 + exp(-x)), rounded to four decimals", [new ScoreExplanation(parts.Sum(part => part.Value), "x, sum of", parts)]);
    }

    private static ScoreExplanation Term(double weight, double value, string name) =>
        new(weight * value, string.Create(CultureInfo.InvariantCulture, $"{weight:0.00} * {name} {value:0.####}"));
}
