using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

public sealed class SentenceVectorsTests
{
    private static readonly SentenceVector[] some = [SentenceVector.Zero, .. Enumerable.Range(0, 40).Select(seed => Any(seed)), Extreme(sbyte.MaxValue), Extreme(-sbyte.MaxValue)];
    private readonly SentenceVectors all = new(some);

    [Fact]
    public void One_with_all_is_each_with_each_to_the_last_bit()
    {
        foreach (var one in some)
        {
            var similarities = new double[all.Count];
            all.Compare(one, similarities);
            Assert.Equal(some.Select(one.Similarity), similarities);
        }
    }

    [Fact]
    public void One_of_them_with_some_others_is_the_same()
    {
        int[] others = [41, 3, 3, 0, 17];
        for (var one = 0; one < some.Length; one++)
        {
            var similarities = new double[others.Length];
            all.Compare(one, others, similarities);
            Assert.Equal(others.Select(other => some[one].Similarity(some[other])), similarities);
        }
    }

    [Fact]
    public void Each_is_kept_as_it_was() => Assert.All(Enumerable.Range(0, some.Length), i => Assert.Equal(some[i].Steps.ToArray(), all[i].Steps.ToArray()));

    private static SentenceVector Any(int seed)
    {
        var random = new Random(seed);
        return SentenceVector.FromSteps([.. Enumerable.Range(0, SentenceEncoder.Dimensions).Select(_ => (sbyte)random.Next(-127, 128))]);
    }

    private static SentenceVector Extreme(int step) => SentenceVector.FromSteps([.. Enumerable.Repeat((sbyte)step, SentenceEncoder.Dimensions)]);
}
