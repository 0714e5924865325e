using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Tests.Text;

public sealed class SpellingTests
{
    private static readonly Spelling Words = Spelling.Of(["dorsiflexion of the talus, talus, talus", "athletic tape for the ankle", "ankel is a surname here", "taluses"]);

    [Theory]
    [InlineData("dorsiflexon of the foot", "dorsiflexion of the foot")]
    [InlineData("dorsifelxion", "dorsiflexion")]
    [InlineData("what is a dorsiflexionn?", "what is a dorsiflexion?")]
    [InlineData("Dorsiflexiom matters", "dorsiflexion matters")]
    [InlineData("athletci tape", "athletic tape")]
    public void One_slip_is_mended(string asked, string mended) => Assert.Equal(mended, Words.Mend(asked));

    [Theory]
    [InlineData("tape")]
    [InlineData("rash and heat")]
    [InlineData("angle of the ankle")] // "angle" is a common word
    [InlineData("DORSIFLEXON")]
    [InlineData("dorsi2flexion")]
    [InlineData("doriflxion")] // two edits
    [InlineData("")]
    [InlineData("😀 \ud800 ???")]
    public void What_may_be_meant_stays(string asked) => Assert.Equal(asked, Words.Mend(asked));

    [Fact]
    public void The_most_frequent_word_is_taken() => Assert.Equal("talus", Words.Mend("tlaus"));

    [Theory]
    [InlineData("shoes", true)]
    [InlineData("which", true)]
    [InlineData("zucchini", true)]
    [InlineData("aardvark", true)]
    [InlineData("dorsifelxion", false)]
    [InlineData("abc", false)]
    [InlineData("", false)]
    public void Common_words_are_known(string word, bool known) => Assert.Equal(known, CommonWords.Contains(word));
}
