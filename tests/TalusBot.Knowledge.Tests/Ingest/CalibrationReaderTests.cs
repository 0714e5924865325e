using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class CalibrationReaderTests
{
    private const string Good = "score: 1\nmargin: 2\nuse: 3\ncoverage: 6\nmissingType: -4\nvote: 7\nrivalVote: -8\nnothing: -9\nbias: -5\nanswerFrom: 0.7\nofferFrom: 0.3\n";

    [Fact]
    public void All_numbers_are_read() =>
        Assert.Equivalent(new Calibration([1, 2, 3, 6, -4, 7, -8, -9], -5, 0.7, 0.3), CalibrationReader.Read(SourceFile.FromText("c.yaml", Good)).Value);

    [Fact]
    public void Without_a_file_the_published_weights_hold() =>
        Assert.Equal(Calibration.Default, CalibrationReader.Read(new SourceFolder("there/is/no/such/folder", FileChanges.None)).Value);

    [Fact]
    public void The_shipped_file_is_right() => Assert.Empty(CalibrationReader.Read(new SourceFolder(Repository.Knowledge, FileChanges.None)).Problems);

    [Theory]
    [InlineData("margin: 2", "margin: two", "c.yaml(2): \"two\" is no number for \"margin\"; write a number from -1000 to 1000.")]
    [InlineData("answerFrom: 0.7", "answerFrom: 7", "c.yaml(10): \"7\" is no number for \"answerFrom\"; write a number from -1 to 1.")]
    [InlineData("offerFrom: 0.3", "offerFrom: 0.8", "c.yaml(11): \"offerFrom\" must lie between 0 and \"answerFrom\"; what is sure enough to answer is sure enough to offer.")]
    [InlineData("use: 3", "uze: 3", "c.yaml(3): \"uze\" is no key of calibration.yaml; did you mean \"use\"?")]
    public void A_mistake_is_named_with_line_and_remedy(string right, string wrong, string problem) =>
        Assert.Contains(problem, CalibrationReader.Read(SourceFile.FromText("c.yaml", Good.Replace(right, wrong, StringComparison.Ordinal))).Problems.Select(one => one.ToString()));
}
