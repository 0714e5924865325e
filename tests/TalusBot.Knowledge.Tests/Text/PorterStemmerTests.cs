using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Tests.Text;

public sealed class PorterStemmerTests
{
    // The examples of Porter's paper, step by step, and the two departures.
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("cats", "cat")]
    [InlineData("feed", "feed")]
    [InlineData("agreed", "agre")]
    [InlineData("bled", "bled")]
    [InlineData("motoring", "motor")]
    [InlineData("sing", "sing")]
    [InlineData("conflated", "conflat")]
    [InlineData("hopping", "hop")]
    [InlineData("falling", "fall")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("sky", "sky")]
    [InlineData("relational", "relat")]
    [InlineData("vietnamization", "vietnam")]
    [InlineData("sensibiliti", "sensibl")]
    [InlineData("electrical", "electr")]
    [InlineData("hopefulness", "hope")]
    [InlineData("replacement", "replac")]
    [InlineData("adoption", "adopt")]
    [InlineData("controll", "control")]
    [InlineData("rate", "rate")]
    [InlineData("cease", "ceas")]
    [InlineData("possibly", "possibl")]
    [InlineData("archaeology", "archaeolog")]
    [InlineData("biology", "biologi")]
    [InlineData("yyyyy", "yyyyi")]
    [InlineData("is", "is")]
    [InlineData("", "")]
    [InlineData("naïve", "naïv")]
    public void Words_have_the_stems_of_the_paper(string word, string stem) => Assert.Equal(stem, PorterStemmer.Stem(word));
}
