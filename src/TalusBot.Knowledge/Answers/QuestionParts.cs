using System.Text.RegularExpressions;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>Two questions in one message: "what tape, and how long do I wear it?"</summary>
internal static partial class QuestionParts
{
    private const int ShortestPart = 2;

    /// <summary>Shorter than this a second question leans on the first: "and how long?"</summary>
    private const int StandsAlone = 4;

    /// <summary>The questions one by one, each understandable alone; a single one where there are not exactly two.</summary>
    public static IReadOnlyList<string> Of(string message)
    {
        var parts = Border().Split(message).Select(part => part.Trim(' ', ',', '.', '?', '!', ';')).Where(part => WordsOf(part) >= ShortestPart).ToList();
        if (parts.Count != 2 || !Asks().IsMatch(parts[0]) || !Asks().IsMatch(parts[1]))
        {
            return [message];
        }

        return [parts[0], Leans(parts[1]) ? $"{parts[1]} with the {Topic(parts[0])}" : parts[1]];
    }

    /// <summary>The one sentence of a longer message that asks: "My toes get cold every winter. Anyway, which tape do I use?"</summary>
    /// <returns>Null where the message is one sentence, or where none or several of its sentences ask.</returns>
    public static string? Asking(string message)
    {
        var sentences = Sentences.Split(message).Select(range => range.Of(message)).ToList();
        return sentences.Count > 1 && sentences.Where(sentence => sentence.TrimEnd().EndsWith('?')).ToList() is [var asks] && WordsOf(asks) >= StandsAlone ? asks : null;
    }

    private static bool Leans(string part) => WordsOf(part) < StandsAlone || Pronoun().IsMatch(part);

    private static int WordsOf(string part) => WordBreaker.Words(part).Count;

    /// <summary>The first question without the words that only ask.</summary>
    private static string Topic(string part) => Asking().Replace(part, "").Trim();

    // A question mark inside, or "and" before a word that asks.
    [GeneratedRegex(@"\?+(?=\s+\S)|(?:[,;]|(?<!\s))\s+(?:and|also|plus|but)\s+(?=(?:also\s+)?(?:how|what|which|when|why|where|who|can|could|may|must|do|does|did|is|are|was|should|will|would|shall)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Border();

    [GeneratedRegex(@"\b(how|what|which|when|why|where|who|can|could|may|must|do|does|did|is|are|was|should|will|would|shall)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"\b(it|this|that|them|they|one)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"\b(how|what|which|when|why|where|who|can|could|do|does|did|is|are|should|will|would|i|you|kind|of|exactly|need|use|best)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asking();
}
