using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

public sealed class EncoderModelTests
{
    private static readonly byte[] file = File.ReadAllBytes(EncoderModel.DefaultPath);

    [Fact]
    public void The_weights_beside_the_assembly_are_whole()
    {
        var model = EncoderModel.Read(file);
        Assert.Equal(8000, model.Pieces.Count);
        Assert.Equal(("▁the", -3.56637144089), model.Pieces[9]);
        Assert.Equal(2, model.Layers.Count);
        Assert.Equal(1, model.InverseTimeScales[0]);
    }

    [Theory]
    [InlineData(0, "not a file of encoder weights")]
    [InlineData(8, "of version 3, not 2")]
    [InlineData(16, "checksum")]
    [InlineData(24, "checksum")]
    [InlineData(64, "checksum")]
    [InlineData(7_000_000, "checksum")]
    public void A_damaged_file_is_refused(int offset, string problem)
    {
        var damaged = (byte[])file.Clone();
        damaged[offset] ^= 1;
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => EncoderModel.Read(damaged)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1_000_000)]
    public void A_file_that_ends_early_is_refused(int length) =>
        Assert.Throws<InvalidDataException>(() => EncoderModel.Read(file.AsMemory(0, length)));

    [Fact]
    public void Weights_that_are_missing_or_empty_are_named_with_what_helps()
    {
        var missing = Path.Combine(AppContext.BaseDirectory, "there-is-no-such-file.bin");
        Assert.Contains($"{missing} holds the weights of the encoder and cannot be read; install the program again", Refused(missing), StringComparison.Ordinal);
        var empty = Path.GetTempFileName();
        Assert.Contains(empty, Refused(empty), StringComparison.Ordinal);
        File.Delete(empty);

        static string Refused(string path) => Assert.Throws<InvalidDataException>(() => EncoderModel.Load(path)).Message;
    }
}
