using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("  two\r\nlines\tand\u2028more ", "two lines and more")]
    [InlineData("\u001b[31mred\u0007\0\u009b2J", "[31mred2J")]
    [InlineData("\u202eturned\u2066", "turned")]
    public void Words_of_strangers_become_one_harmless_line(string words, string line) => Assert.Equal(line, SourceText.OneLine(words));

    [Theory]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("a\u2028b\u2029c\u0085d\fe\n", "a b c d e\n")]
    public void Lines_are_those_that_an_editor_shows(string text, string lines) => Assert.Equal(lines, SourceText.WithLineFeeds(text));

    [Fact]
    public void Lines_stay_lines_without_what_moves_a_cursor() =>
        Assert.Equal(
            string.Join(Environment.NewLine, "First [2J", "  - second\tpart", "", "third 👍"),
            SourceText.Lines("First \u001b[2J\r  - second\tpart\r\n\n\u0008third 👍\u202e"));
}
