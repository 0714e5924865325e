using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Retrieval;

public sealed class BestRoundedTests
{
    [Fact]
    public void The_best_of_either_kind_are_those_that_sorting_finds()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var count = random.Next(1, 400);
            var different = random.Next(1, 300);
            var ranks = Enumerable.Range(0, count).ToArray();
            random.Shuffle(ranks);
            double[] some = Scores(), others = Scores();
            var most = random.Next(1, 200);

            Assert.Equal(Sorted(some).Union(Sorted(others)).Order(), BestRounded.OfEither(some, others, most, ranks));

            double[] Scores() => [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? 0 : Rounding.Of((double)random.Next(different + 1) / different))];

            IEnumerable<int> Sorted(double[] scores) => Enumerable.Range(0, count).Where(document => scores[document] > 0)
                .OrderByDescending(document => scores[document]).ThenBy(document => ranks[document]).Take(most);
        }
    }

    [Fact]
    public void Where_nothing_scores_there_is_no_best() => Assert.Empty(BestRounded.OfEither(new double[3], new double[3], 2, [2, 1, 0]));
}
