using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Index;

/// <summary>A question as the index sees it: its distinct terms in the order of their first mention.</summary>
/// <param name="Terms">Their numbers; -1 for one that the index lacks.</param>
/// <param name="Words">The same terms as words.</param>
internal sealed record AnalyzedQuery(int[] Terms, string[] Words)
{
    public static AnalyzedQuery Of(string question, TermDictionary dictionary)
    {
        string[] words = [.. EnglishAnalyzer.Tokens(question).Distinct(StringComparer.Ordinal)];
        return new(Array.ConvertAll(words, word => dictionary.Find(word)), words);
    }
}
