using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class SynonymReaderTests
{
    private const string Good = "# other words\ntibia, shin bone, shinbone\ndorsi, dorsi flexion => dorsiflexion\n";

    [Theory]
    [InlineData("is it the Shin Bone?", "is it the tibia?")]
    [InlineData("shinbone or shin", "tibia or shin")]
    [InlineData("more dorsi flexion, less dorsi", "more dorsiflexion, less dorsiflexion")]
    [InlineData("the tibia itself", "the tibia itself")]
    [InlineData("", "")]
    public void Other_words_are_read_as_the_texts_own(string said, string read) => Assert.Equal(read, Read(Good).Synonyms.Apply(said));

    [Theory]
    [InlineData("tibia", "s.txt(1): One phrase alone means nothing; write at least two with a comma between, or \"phrase => what to read\".")]
    [InlineData("a =>", "s.txt(1): Nothing stands behind the arrow; write what to read instead.")]
    [InlineData("a => b => c", "s.txt(1): There are two arrows; write one rule a line.")]
    [InlineData("a => b, c", "s.txt(1): Several phrases stand behind the arrow; write the one to read instead.")]
    [InlineData("tibia, , shin bone", "s.txt(1): A phrase is empty; remove the comma, or write the words before it.")]
    [InlineData("# one\u2028line\f\u0085\ntibia", "s.txt(2): One phrase alone means nothing; write at least two with a comma between, or \"phrase => what to read\".")]
    [InlineData("a => b\nc => d\na => e", "s.txt(3): \"a\" stands in line 1 already; keep it in one of them.")]
    public void A_mistake_is_named_with_line_and_remedy(string text, string problem) => Assert.Equal(problem, Assert.Single(Read(text).Problems).ToString());

    [Fact]
    public void A_backslash_takes_a_comma_as_it_stands() => Assert.Empty(Read("a\\, b => c").Problems);

    [Fact]
    public void The_shipped_file_is_right() => Assert.Empty(SynonymReader.Read(new SourceFolder(Repository.Knowledge, FileChanges.None)).Problems);

    private static (TalusBot.Knowledge.Text.Synonyms Synonyms, IReadOnlyList<SourceProblem> Problems) Read(string text) => SynonymReader.Read(SourceFile.FromText("s.txt", text));
}
