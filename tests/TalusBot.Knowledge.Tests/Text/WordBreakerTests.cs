using System.Diagnostics;
using TalusBot.Knowledge.Tests.Golden;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Tests.Text;

public sealed class WordBreakerTests
{
    [Theory]
    [InlineData("can't foo_bar 3.14 1,000 a.b.c", "can't|foo_bar|3.14|1,000|a.b.c")]
    [InlineData("a:b a::b 1:2 1;2 a,b a. .a", "a:b|a|b|1|2|1;2|a|b|a|a")]
    [InlineData("__a_ _ ___", "__a_")]
    [InlineData("ankle/talus 4-6 2cm x2", "ankle|talus|4|6|2cm|x2")]
    [InlineData("日本語のテキスト", "日|本|語|の|テキスト")]
    [InlineData("テa a_テ", "テ|a|a_テ")]
    [InlineData("ภาษาไทย", "ภาษาไทย")]
    [InlineData("한국어", "한국어")]
    [InlineData("צה\"ל ג'", "צה\"ל|ג'")]
    [InlineData("cafe\u0301 soft\u00ADhyphen", "cafe\u0301|soft\u00ADhyphen")]
    [InlineData("👍🏽 👨‍👩‍👧 ❤️ 🇨🇦 🇨 #️⃣ 3️⃣ # 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽|👨‍👩‍👧|❤️|🇨🇦|#️⃣|3️⃣|🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("a\uD83Db \uDE00 \0\u0007", "a|b")]
    [InlineData("a\u200Bb", "a|b")]
    [InlineData("ᲐᲑᲒ x", "ᲐᲑᲒ|x")] // letters that Unicode gained after version 9
    [InlineData("", "")]
    public void Words_are_what_the_standard_says(string text, string words) =>
        Assert.Equal(words, string.Join('|', WordBreaker.Words(text).Select(word => word.Of(text))));

    [Fact]
    public void Every_golden_text_gives_the_words_that_Lucene_found()
    {
        Assert.Equal(1006, LuceneGolden.Words.Count);
        Assert.All(LuceneGolden.Words, row =>
            Assert.Equal(row.Words, string.Join(' ', WordBreaker.Words(row.Text).Select(word => $"{word.Start}-{word.End}"))));
    }

    [Fact]
    public void A_word_longer_than_255_units_is_cut_there()
    {
        var lengths = WordBreaker.Words(new string('a', 600)).Select(word => word.Length);
        Assert.Equal([255, 255, 90], lengths);

        var pairs = WordBreaker.Words(string.Concat(Enumerable.Repeat("𐐀", 200))).Select(word => word.Length);
        Assert.Equal([254, 146], pairs);
    }

    [Fact]
    public void A_long_run_of_low_lines_belongs_to_the_word_behind_it_as_far_as_it_is_in_reach()
    {
        var text = new string('_', 1_000) + "a";
        Assert.Equal([new TextRange(746, 1_001)], WordBreaker.Words(text));
    }

    [Fact]
    public void Any_text_gives_words_in_order_that_do_not_overlap()
    {
        foreach (var text in RandomText.Many(seed: 1, count: 20_000, longest: 60))
        {
            var last = 0;
            foreach (var word in WordBreaker.Words(text))
            {
                Assert.InRange(word.Start, last, text.Length);
                Assert.InRange(word.Length, 1, WordBreaker.MaxTokenLength);
                last = word.End;
            }

            Assert.InRange(last, 0, text.Length);
        }
    }

    [Fact]
    public void Time_grows_no_faster_than_the_text()
    {
        foreach (var text in RandomText.Monotonous(100_000))
        {
            var watch = Stopwatch.StartNew();
            _ = EnglishAnalyzer.Tokens(text);
            _ = Sentences.Split(text);
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"took {watch.Elapsed} for \"{text[..Math.Min(20, text.Length)]}...\"");
        }
    }
}
