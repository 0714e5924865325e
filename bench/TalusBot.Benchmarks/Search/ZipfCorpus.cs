using System.Text;
using TalusBot.Knowledge.Index;

namespace TalusBot.Benchmarks.Search;

/// <summary>
/// Passages of made-up words, as many as wanted and always the same ones: the word of rank r comes with a probability in
/// proportion to 1 / r (Zipf's law), a passage has 40 to 120 words (80 in the mean).
/// </summary>
/// <param name="seed">Another seed, other passages.</param>
internal sealed class ZipfCorpus(int seed = 1)
{
    /// <summary>Distinct words.</summary>
    public const int Vocabulary = 100_000;

    private const int ShortestPassage = 40;
    private const int LongestPassage = 120;
    private const int WordsInSentence = 12;

    // A question leaves out the words that stand in almost every passage, as a person's content words do.
    private const int CommonWords = 10;
    private const int FewestInQuestion = 2;
    private const int MostInQuestion = 5;

    private static readonly string[] words = [.. Enumerable.Range(0, Vocabulary).Select(Word)];

    // The rank by quantile: every word has as many places as it is probable.
    private static readonly int[] ranks = Quantiles(1 << 22);

    public IEnumerable<IndexDocument> Passages(int count)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            text.Clear();
            var length = random.Next(ShortestPassage, LongestPassage + 1);
            for (var word = 1; word <= length; word++)
            {
                text.Append(words[ranks[random.Next(ranks.Length)]]);
                text.Append(word == length ? "." : word % WordsInSentence == 0 ? ". " : " ");
            }

            yield return new IndexDocument($"p{number}", "", text.ToString());
        }
    }

    /// <summary>Questions of two to five words, drawn as the passages' words are but for the ten most frequent ones.</summary>
    public IEnumerable<string> Questions(int count)
    {
        var random = new Random(~seed);
        for (var number = 0; number < count; number++)
        {
            yield return string.Join(' ', Enumerable.Range(0, random.Next(FewestInQuestion, MostInQuestion + 1)).Select(_ => words[ContentRank(random)]));
        }
    }

    private static int ContentRank(Random random)
    {
        var rank = 0;
        while (rank < CommonWords) rank = ranks[random.Next(ranks.Length)];
        return rank;
    }

    // Syllables of a consonant and a vowel, and a last letter that no English ending has, so that stems stay apart.
    private static string Word(int rank)
    {
        const string consonants = "bdfghjklmnprstvwxyzc";
        const string vowels = "aeiou";
        var word = new StringBuilder();
        var rest = rank + (consonants.Length * vowels.Length);
        for (; rest > 0; rest /= consonants.Length * vowels.Length)
        {
            word.Append(consonants[rest % consonants.Length]).Append(vowels[rest / consonants.Length % vowels.Length]);
        }

        return word.Append('k').ToString();
    }

    private static int[] Quantiles(int places)
    {
        var total = 0.0;
        for (var rank = 0; rank < Vocabulary; rank++) total += 1.0 / (rank + 1);
        var ranks = new int[places];
        var (place, sum) = (0, 0.0);
        for (var rank = 0; rank < Vocabulary; rank++)
        {
            sum += 1.0 / (rank + 1);
            for (var end = (int)Math.Min(places, Math.Round(sum / total * places)); place < end; place++) ranks[place] = rank;
        }

        return ranks;
    }
}
