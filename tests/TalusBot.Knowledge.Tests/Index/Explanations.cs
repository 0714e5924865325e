using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Index;

/// <summary>Does the sums that an explanation names.</summary>
internal static class Explanations
{
    /// <summary>Fails unless the tree's value is the score and every node follows from its parts as it says.</summary>
    public static void Explain(double score, ScoreExplanation explanation)
    {
        Assert.Equal(score, explanation.Value);
        Check(explanation);
    }

    private static void Check(ScoreExplanation node)
    {
        var parts = node.Parts.Select(part => part.Value).ToArray();
        if (parts.Length > 0)
        {
            double expected = node.Description switch
            {
                var text when text.EndsWith("rounded to four decimals", StringComparison.Ordinal) => Math.Round(parts[0], 4, MidpointRounding.ToEven),
                var text when text.EndsWith("sum of", StringComparison.Ordinal) || text.EndsWith("sum of the question's idf", StringComparison.Ordinal) => parts.Sum(),
                var text when text.EndsWith("BM25 / bound", StringComparison.Ordinal) => parts[0] / parts[1],
                var text when text.EndsWith("idf * tf part", StringComparison.Ordinal) => parts[0] * parts[1],
                "(fields + text) / 2" => (parts[0] + parts[1]) / 2,
                "fields = (2 * question + answer) / 3" => ((2 * parts[0]) + parts[1]) / 3,
                var text when text.Contains(" alone, ", StringComparison.Ordinal) => Assert.Single(parts),
                var text when text.StartsWith("idf =", StringComparison.Ordinal) => Math.Log(1 + ((parts[1] - parts[0] + 0.5) / (parts[0] + 0.5))),
                var text when text.StartsWith("tf part =", StringComparison.Ordinal) =>
                    parts[0] / (parts[0] + (parts[1] * (1 - parts[2] + (parts[2] * parts[3] / parts[4])))),
                _ => throw new InvalidOperationException($"No rule for \"{node.Description}\"."),
            };
            Assert.Equal(expected, node.Value, Math.Abs(expected) * 2e-6);
        }

        foreach (var part in node.Parts) Check(part);
    }
}
