using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Tests.Text;

public sealed class SentencesTests
{
    public static TheoryData<string> Cases() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "sentences.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Theory, MemberData(nameof(Cases))]
    public void A_text_falls_into_its_sentences(string row)
    {
        var line = row.Replace("\\n", "\n", StringComparison.Ordinal);
        var expected = line.Split([" | ", "\n"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = line.Replace(" | ", " ", StringComparison.Ordinal);
        Assert.Equal(expected, Sentences.Split(text).Select(sentence => sentence.Of(text)));
    }

    [Theory]
    [InlineData("years before running..I did run", "years before running..|I did run")]
    [InlineData("It popped.Then it swelled.", "It popped.|Then it swelled.")]
    [InlineData("Version 2.0 of b-reddy.org is out", "Version 2.0 of b-reddy.org is out")]
    [InlineData("See https://example.org/some.Page now", "See https://example.org/some.Page now")]
    public void A_missing_blank_does_not_hide_a_sentence(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', Sentences.Split(text).Select(sentence => sentence.Of(text))));

    [Fact]
    public void Any_text_is_covered_but_for_white_space()
    {
        foreach (var text in RandomText.Many(seed: 2, count: 20_000, longest: 60))
        {
            var last = 0;
            foreach (var sentence in Sentences.Split(text))
            {
                Assert.True(sentence.Start >= last && sentence.End > sentence.Start);
                Assert.True(string.IsNullOrWhiteSpace(text[last..sentence.Start]));
                Assert.False(char.IsWhiteSpace(text[sentence.Start]) || char.IsWhiteSpace(text[sentence.End - 1]));
                last = sentence.End;
            }

            Assert.True(string.IsNullOrWhiteSpace(text[last..]));
        }
    }
}
