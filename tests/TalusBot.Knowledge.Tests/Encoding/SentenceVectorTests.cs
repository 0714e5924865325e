using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

public sealed class SentenceVectorTests
{
    [Fact]
    public void Bytes_keep_what_the_numbers_say()
    {
        var exact = Questions.All.Take(60).Select(Encoders.Fastest.Encode).ToArray();
        var stored = Array.ConvertAll(exact, vector => SentenceVector.From(vector));
        for (var i = 0; i < exact.Length; i++)
        {
            Assert.Equal(1, stored[i].Similarity(stored[i]), 1e-6);
            for (var j = 0; j < i; j++)
                Assert.Equal(SentenceVector.Cosine(exact[i], exact[j]), stored[i].Similarity(stored[j]), 2e-3);
        }
    }

    [Fact]
    public void Nothing_is_similar_to_nothing()
    {
        var word = SentenceVector.From(Encoders.Fastest.Encode("talus"));
        var empty = SentenceVector.From(Encoders.Fastest.Encode(""));
        Assert.Equal(0, empty.Similarity(word));
        Assert.Equal(0, word.Similarity(SentenceVector.Zero));
        Assert.Equal(0, SentenceVector.Zero.Similarity(SentenceVector.Zero));
        Assert.Equal(0, SentenceVector.Cosine(Encoders.Fastest.Encode(""), Encoders.Fastest.Encode("talus")));
    }

    [Fact]
    public void Opposites_are_clipped_to_0()
    {
        var there = Encoders.Fastest.Encode("talus");
        var back = Array.ConvertAll(there, number => -number);
        Assert.Equal(0, SentenceVector.Cosine(there, back));
        Assert.Equal(0, SentenceVector.From(there).Similarity(SentenceVector.From(back)));
    }

    [Fact]
    public void The_largest_steps_do_not_overflow()
    {
        var steps = new sbyte[SentenceEncoder.Dimensions];
        steps.AsSpan().Fill(-127);
        var vector = SentenceVector.FromSteps(steps);
        Assert.Equal(1, vector.Similarity(vector), 1e-6);
        Assert.Equal(1 / (127 * Math.Sqrt(steps.Length)), vector.Scale, 1e-9);
        Assert.Equal(steps, vector.Steps);
    }

    [Fact]
    public void Products_are_summed_as_by_hand_on_every_processor()
    {
        var random = new Random(1);
        for (var i = 0; i < 100; i++)
        {
            var (left, right) = (Steps(), Steps());
            var sum = left.Zip(right, (a, b) => a * b).Sum();
            Assert.Equal(sum, SentenceVector.Dot(left, right));
            Assert.Equal(sum, SentenceVector.WidenedDot(left, right));
        }

        // Every third vector has the largest steps alone, of either sign.
        sbyte[] Steps()
        {
            var most = random.Next(3) == 0;
            return [.. Enumerable.Range(0, SentenceEncoder.Dimensions).Select(_ => (sbyte)(most ? random.Next(2) == 0 ? -127 : 127 : random.Next(-127, 128)))];
        }
    }

    [Fact]
    public void Other_lengths_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SentenceVector.From(new float[511]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SentenceVector.FromSteps(new sbyte[513]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SentenceVector.Cosine(new float[512], new float[256]));
    }
}
