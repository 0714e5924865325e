using TalusBot.Knowledge.Safety;

namespace TalusBot.Knowledge.Tests.Safety;

public sealed class FormsByShorterTests
{
    [Fact]
    public void Words_are_found_by_what_is_left_of_them_without_a_letter()
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, 3_000).Select(_ => Word(random.Next(1, 9))).Append(new string('a', FormsByShorter.LongestForm)).ToList();
        var forms = new FormsByShorter();
        words.ForEach(forms.Add);

        foreach (var text in words.Take(300).Concat(Enumerable.Range(0, 300).Select(_ => Word(random.Next(1, 9)))))
        {
            Assert.Equal(With(text), forms.Of(text, without: -1).Order(StringComparer.Ordinal));
            for (var letter = 0; letter < text.Length; letter++)
            {
                Assert.Equal(With(text.Remove(letter, 1)), forms.Of(text, letter).Order(StringComparer.Ordinal));
                Assert.Equal(words.Contains(text), forms.Holds(text, letter));
            }
        }

        string Word(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(3))));

        IEnumerable<string> With(string shorter) => words.Distinct().Where(word => word.Length == shorter.Length + 1 && Enumerable.Range(0, word.Length).Any(i => word.Remove(i, 1) == shorter)).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void A_word_that_is_too_long_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FormsByShorter().Add(new string('a', FormsByShorter.LongestForm + 1)));
}
