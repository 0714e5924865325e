namespace TalusBot.Knowledge.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("talusbot-");

    private string Target => Path.Combine(folder.FullName, "made", "file.bin");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_is_made_with_its_folder_and_then_replaced(bool toDisk)
    {
        AtomicFile.Write(Target, stream => stream.Write("first"u8), toDisk: toDisk);
        AtomicFile.Write(Target, stream => stream.Write("2nd"u8), toDisk: toDisk);

        Assert.Equal("2nd", File.ReadAllText(Target));
        AssertNothingElseIsThere();
    }

    [Fact]
    public void Whoever_reads_meanwhile_has_the_old_file()
    {
        AtomicFile.Write(Target, stream => stream.Write("first"u8));
        AtomicFile.Write(Target, stream =>
        {
            stream.Write("2nd"u8);
            stream.Flush();
            Assert.Equal("first", File.ReadAllText(Target));
            Assert.All(Directory.EnumerateFiles(Path.GetDirectoryName(Target)!), path => Assert.True(path == Target || Path.GetFileName(path).StartsWith('.')));
        });
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_old_file_and_nothing_else()
    {
        AtomicFile.Write(Target, stream => stream.Write("first"u8));

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half of the 2nd"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("first", File.ReadAllText(Target));
        AssertNothingElseIsThere();
    }

    [Fact]
    public void A_new_file_takes_no_others_place()
    {
        AtomicFile.Write(Target, stream => stream.Write("first"u8), isNew: true);

        Assert.Throws<IOException>(() => AtomicFile.Write(Target, stream => stream.Write("2nd"u8), isNew: true));

        Assert.Equal("first", File.ReadAllText(Target));
        AssertNothingElseIsThere();
    }

    private void AssertNothingElseIsThere() => Assert.Equal([Target], Directory.EnumerateFiles(Path.GetDirectoryName(Target)!));
}
