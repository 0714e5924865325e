using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Retrieval;

public sealed class NeighboursTests
{
    private static readonly HybridIndex Index = HybridIndex.Build(
        [
            new("t1", "tape", "which tape should I buy", "athletic tape"),
            new("t2", "tape", "what kind of tape is right", "athletic tape"),
            new("t3", "tape", "does the brand of the tape matter", "athletic tape"),
            new("w1", "time", "how long until it gets better", "weeks"),
            new("w2", "time", "when will I feel a change", "weeks"),
            new("n1", "nothing", "what does the tape cost", ""),
            new("p1", "p1", "", "a passage without a question"),
        ],
        SentenceEncoder.Shared);

    private static readonly Neighbours Known = Neighbours.Of(Index, _ => true);

    [Fact]
    public void What_most_of_the_nearest_say_is_what_counts()
    {
        var votes = Known.Vote(Index.Read(Index.Mended("which brand of tape is the right kind")), null);

        Assert.Equal("tape", votes.MaxBy(vote => vote.Value).Key);
        Assert.DoesNotContain("p1", votes.Keys);
    }

    [Fact]
    public void A_question_like_one_without_an_answer_is_spoken_for_by_it() =>
        Assert.Equal("nothing", Known.Vote(Index.Read(Index.Mended("how much does tape cost")), null).MaxBy(vote => vote.Value).Key);

    [Fact]
    public void A_question_like_none_of_them_is_spoken_for_by_nobody() =>
        Assert.All(Known.Vote(Index.Read(Index.Mended("zebra quantum lasagne")), null).Values, vote => Assert.InRange(vote, -0.3, 0.4));

    [Fact]
    public void What_is_looked_past_says_nothing()
    {
        var without = Known.Vote(Index.Read(Index.Mended("how long until it gets better")), new HashSet<int> { 3, 4 });

        Assert.DoesNotContain("time", without.Keys);
    }

    [Fact]
    public void Linear_equations_are_solved()
    {
        var x = Cholesky.Solve(new double[,] { { 4, 0, 0 }, { 2, 5, 0 }, { 1, 3, 6 } }, [13, 21, 25]);

        // 4x + 2y + z = 13, 2x + 5y + 3z = 21, x + 3y + 6z = 25
        Assert.Equal(13, (4 * x[0]) + (2 * x[1]) + x[2], 9);
        Assert.Equal(21, (2 * x[0]) + (5 * x[1]) + (3 * x[2]), 9);
        Assert.Equal(25, x[0] + (3 * x[1]) + (6 * x[2]), 9);
    }

    [Fact]
    public void Cosines_of_sparse_vectors_are_those_of_the_formula()
    {
        var vectors = new SparseVectors([[1, 2], [2, 2, 3], [4]]);
        var sums = new double[3];
        vectors.AddCosines([1, 2, 99], 1, sums);

        var (one, two) = (Math.Log(1 + 3.0), Math.Log(1 + (3 / 2.0)));
        var cosine = two * 2 * two / (Math.Sqrt((one * one) + (two * two)) * Math.Sqrt((4 * two * two) + (one * one)));
        Assert.Equal(1, sums[0], 6);
        Assert.Equal(cosine, sums[1], 6);
        Assert.Equal(0, sums[2]);

        var lower = new double[9];
        vectors.Compare([2, 0, 1], lower);
        double[] expected = [1, 0, 0, 0, 1, 0, 0, cosine, 1];
        Assert.All(expected.Zip(lower), pair => Assert.Equal(pair.First, pair.Second, 6));
    }
}
