using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Retrieval;

public sealed class RoundingTests
{
    [Fact]
    public void Many_are_rounded_as_one_is_and_as_the_framework_does()
    {
        var random = new Random(7);
        double[] scores = [0, 1, 0.00005, 0.00015, 0.99995, -0.00025, .. Enumerable.Range(0, 1001).Select(_ => random.NextDouble())];
        var expected = Array.ConvertAll(scores, score => Math.Round(score, 4, MidpointRounding.ToEven));

        Assert.Equal(expected, Array.ConvertAll(scores, Rounding.Of));
        Rounding.All(scores);
        Assert.Equal(expected, scores);
    }
}
