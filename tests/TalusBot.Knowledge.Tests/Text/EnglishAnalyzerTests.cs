using TalusBot.Knowledge.Tests.Golden;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Tests.Text;

public sealed class EnglishAnalyzerTests
{
    [Fact]
    public void Every_golden_row_gives_the_tokens_that_Lucene_gave()
    {
        Assert.Equal(1053, LuceneGolden.Tokens.Count);
        Assert.All(LuceneGolden.Tokens, row => Assert.Equal(row.Tokens, string.Join(' ', EnglishAnalyzer.Tokens(row.Text))));
    }

    [Fact]
    public void Every_golden_word_has_the_stem_that_Lucene_gave()
    {
        Assert.True(LuceneGolden.Stems.Count > 1_000);
        Assert.All(LuceneGolden.Stems, row => Assert.Equal(row.Stem, string.Join(' ', EnglishAnalyzer.Tokens(row.Word))));
    }

    [Theory]
    [InlineData("the author's ankle", "author ankl")]
    [InlineData("the author’s ankle", "author ankl")]
    [InlineData("the author＇S ankle", "author ankl")]
    [InlineData("It’s nothing special", "noth special")]
    [InlineData("aren't don’t", "aren't don’t")]
    [InlineData("IF THE Talus", "talu")]
    [InlineData("ΜΕΓΑΣ İstanbul STRASSE ẞ", "μεγασ istanbul strass ß")]
    [InlineData("𐐀𐐁", "𐐨𐐩")]
    [InlineData("'s", "s")]
    [InlineData("", "")]
    [InlineData(" \r\n\t ?!", "")]
    public void Words_become_terms(string text, string terms) =>
        Assert.Equal(terms, string.Join(' ', EnglishAnalyzer.Tokens(text)));

    [Fact]
    public void Offsets_lead_back_to_the_words_as_written()
    {
        const string text = "Eric’s ankles: running, 4-6 weeks.";
        var tokens = EnglishAnalyzer.TokensWithOffsets(text);
        Assert.Equal(["eric", "ankl", "run", "4", "6", "week"], tokens.Select(token => token.Term));
        Assert.Equal(["Eric’s", "ankles", "running", "4", "6", "weeks"], tokens.Select(token => token.Surface));
        Assert.All(tokens, token => Assert.Equal(token.Surface, text[token.Start..token.End]));
    }

    [Fact]
    public void Both_forms_give_the_same_terms_for_any_text()
    {
        foreach (var text in RandomText.Many(seed: 3, count: 2_000, longest: 80))
        {
            Assert.Equal(EnglishAnalyzer.Tokens(text), EnglishAnalyzer.TokensWithOffsets(text).Select(token => token.Term));
        }
    }
}
