using TalusBot.Knowledge.Safety;

namespace TrainSafety;

/// <summary>Logistic regression by stochastic gradient descent; the order of the examples comes from a fixed seed.</summary>
internal static class Learner
{
    private const int Epochs = 16;
    private const double FirstStep = 0.4;
    private const double Shrink = 0.0003;

    /// <summary>Missing one sign in a hundred is as bad as so many false alarms among a hundred quiet messages.</summary>
    private const double MissedCost = 1.5;

    /// <summary>The weights of the features; the last one is the bias.</summary>
    public static double[] Learn(IEnumerable<Example> examples)
    {
        // A whole message with a sign is one; of a quiet message every part is quiet.
        var samples = examples.SelectMany(example => (example.IsSign ? example.Parts.Take(1) : example.Parts).Select(part => (part, example.IsSign))).ToArray();
        var weights = new double[MessageFeatures.Count + 1];
#pragma warning disable CA5394 // A fixed seed is wanted here: the same examples give the same weights.
        var random = new Random(1);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(samples);
#pragma warning restore CA5394
            var step = FirstStep / (1 + (FirstStep * epoch));
            foreach (var (part, isSign) in samples)
            {
                var error = ((1 / (1 + Math.Exp(-Sum(weights, part)))) - (isSign ? 1 : 0)) * step;
                foreach (var (index, value) in part)
                {
                    weights[index] -= (error * value) + (step * Shrink * weights[index]);
                }

                weights[^1] -= error;
            }
        }

        return weights;
    }

    /// <summary>The highest score of any part, as the second look takes it.</summary>
    public static double Score(double[] weights, Example example) => example.Parts.Max(part => Sum(weights, part));

    public static List<(Example Example, double Score)> CrossValidate(List<Example> examples, int folds) => [.. Enumerable.Range(0, folds).SelectMany(fold =>
    {
        var weights = Learn(examples.Where((_, i) => i % folds != fold));
        return examples.Where((_, i) => i % folds == fold).Select(example => (example, Score(weights, example)));
    })];

    /// <summary>How much a rule that fires counts, and from where on the second look speaks up, with misses costing more.</summary>
    public static (double RuleWeight, double Bias) Weigh(List<(Example Example, double Score)> judged)
    {
        var best = (Cost: double.MaxValue, RuleWeight: 0.0, Bias: 0.0);
        var (signs, quiet) = ((double)judged.Count(one => one.Example.IsSign), (double)judged.Count(one => !one.Example.IsSign));
        for (var ruleWeight = 0.0; ruleWeight <= 6; ruleWeight += 0.25)
        {
            for (var bias = -4.0; bias <= 4; bias += 0.05)
            {
                var (missed, alarms) = Count(judged, ruleWeight, bias);
                var cost = (MissedCost * missed / signs) + (alarms / quiet);
                if (cost < best.Cost)
                {
                    best = (cost, ruleWeight, bias);
                }
            }
        }

        return (best.RuleWeight, best.Bias);
    }

    public static (int Missed, int Alarms) Count(List<(Example Example, double Score)> judged, double ruleWeight, double bias)
    {
        var (missed, alarms) = (0, 0);
        foreach (var (example, score) in judged)
        {
            var sees = score + (example.RuleFired ? ruleWeight : 0) + bias >= 0;
            missed += example.IsSign && !sees ? 1 : 0;
            alarms += !example.IsSign && sees ? 1 : 0;
        }

        return (missed, alarms);
    }

    private static double Sum(double[] weights, List<(int Index, float Value)> part)
    {
        var sum = weights[^1];
        foreach (var (index, value) in part)
        {
            sum += value * weights[index];
        }

        return sum;
    }
}
