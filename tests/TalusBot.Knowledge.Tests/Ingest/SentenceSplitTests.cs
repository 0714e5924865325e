using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class SentenceSplitTests
{
    [Fact]
    public void Offsets_count_from_the_beginning_of_the_whole()
    {
        const string Text = "Ann\nDoes tape help? It helped me.\nBob";
        Assert.Equal(["Does tape help?", "It helped me."], SentenceSplit.In(Text, 4, 34).ConvertAll(sentence => Text[sentence.Start..sentence.End]));
    }

    [Fact]
    public void A_sentence_of_any_usual_length_stays_whole()
    {
        var text = string.Concat(Enumerable.Repeat("and so ", 285)) + "on.";
        Assert.Equal((0, text.Length), Assert.Single(SentenceSplit.In(text, 0, text.Length)));
    }

    [Theory]
    [InlineData("i was, ")]
    [InlineData("a")]
    [InlineData("a 🦶")]
    [InlineData("🦶")]
    [InlineData("a                                        ")]
    public void What_has_no_end_is_cut_between_words_and_loses_none(string unit)
    {
        var text = "x" + string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length));
        var sentences = SentenceSplit.In(text, 0, text.Length);
        Assert.All(sentences, sentence => Assert.InRange(sentence.End - sentence.Start, 1, SentenceSplit.Longest));
        Assert.All(sentences, sentence => Assert.False(char.IsLowSurrogate(text[sentence.Start]) || char.IsHighSurrogate(text[sentence.End - 1])));
        Assert.Equal(
            text.Where(c => !char.IsWhiteSpace(c)),
            sentences.SelectMany(sentence => text[sentence.Start..sentence.End]).Where(c => !char.IsWhiteSpace(c)));
    }
}
