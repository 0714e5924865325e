using TalusBot.Knowledge.Index;

namespace TalusBot.Knowledge.Tests.Index;

public sealed class NormByteTests
{
    [Fact]
    public void Lengths_to_40_are_exact()
    {
        for (var length = 0; length <= 40; length++) Assert.Equal(length, NormByte.Lengths[NormByte.Encode(length)]);
    }

    [Theory]
    [InlineData(41, 40)]
    [InlineData(42, 42)]
    [InlineData(55, 54)]
    [InlineData(57, 56)]
    [InlineData(100, 96)]
    [InlineData(1_000, 984)]
    public void Longer_ones_are_rounded_down(int length, int kept) => Assert.Equal(kept, NormByte.Lengths[NormByte.Encode(length)]);

    [Fact]
    public void The_longest_length_has_the_last_byte() => Assert.Equal(255, NormByte.Encode(int.MaxValue));

    [Fact]
    public void A_byte_stands_for_the_shortest_length_that_gives_it()
    {
        for (var code = 1; code < 256; code++)
        {
            Assert.Equal(code, NormByte.Encode(NormByte.Lengths[code]));
            Assert.Equal(code - 1, NormByte.Encode(NormByte.Lengths[code] - 1));
        }
    }
}
