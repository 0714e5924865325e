using System.Text.RegularExpressions;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Text;

namespace TalusBot.Conversation;

/// <summary>Which answer of a guide's step somebody gave: by button, number, or words of their own.</summary>
internal static partial class GuideAnswer
{
    /// <summary>From this likeness of meaning on, words of one's own mean a choice, where the next choice is less like them by <see cref="LeastLead"/>.</summary>
    private const double LeastLikeness = 0.62;
    private const double LeastLead = 0.08;
    private const int LongestAnswer = 300;

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];
    private static readonly HashSet<string> Denials = new(StringComparer.Ordinal) { "not", "no", "never", "don't", "doesn't", "isn't", "nor", "without", "neither" };

    /// <returns>Null where the words are none of the answers, or could be several.</returns>
    public static GuideChoice? Taken(GuideStep step, string text)
    {
        var said = WordsOf(text);
        if (said.Count == 0 || text.Length > LongestAnswer)
        {
            return null;
        }

        return step.Choices.FirstOrDefault(choice => Ways(choice).Any(way => WordsOf(way).SequenceEqual(said)))
            ?? ByNumber(step, said)
            ?? (Asks().IsMatch(text) ? null : ByWords(step, said) ?? ByMeaning(step, text));
    }

    private static IEnumerable<string> Ways(GuideChoice choice) => choice.Also.Prepend(choice.Words);

    private static List<string> WordsOf(string text) => [.. WordBreaker.Words(text.Replace('’', '\'')).Select(word => word.Of(text.Replace('’', '\'')).ToLowerInvariant())];

    private static GuideChoice? ByNumber(GuideStep step, List<string> said)
    {
        var words = said.Where(word => word is not ("the" or "one" or "number" or "option" or "answer" or "a" or "i" or "take" or "choose")).ToList();
        var number = words is [var only] ? (int.TryParse(only, out var digits) ? digits : only == "last" ? step.Choices.Count : Array.IndexOf(Ordinals, only) + 1) : 0;
        return number >= 1 && number <= step.Choices.Count ? step.Choices[number - 1] : null;
    }

    /// <summary>The one choice whose words, or other words, all stand in the message without a denial before them; of several the one with most words.</summary>
    private static GuideChoice? ByWords(GuideStep step, List<string> said)
    {
        var stems = said.ConvertAll(PorterStemmer.Stem);
        var found = step.Choices
            .Select(choice => (choice, Length: Ways(choice).Select(way => WordsOf(way).ConvertAll(PorterStemmer.Stem)).Where(way => Stands(way, stems)).Select(way => way.Count).DefaultIfEmpty(0).Max()))
            .Where(one => one.Length > 0).OrderByDescending(one => one.Length).ToList();
        return found is [var only] ? only.choice : found is [var best, var next, ..] && best.Length > next.Length ? best.choice : null;
    }

    /// <summary>The words stand in a row, and no word just before them denies them.</summary>
    private static bool Stands(List<string> way, List<string> said)
    {
        for (var i = 0; way.Count > 0 && i + way.Count <= said.Count; i++)
        {
            if (said.Skip(i).Take(way.Count).SequenceEqual(way) && !said.Skip(Math.Max(0, i - 3)).Take(Math.Min(i, 3)).Any(Denials.Contains))
            {
                return true;
            }
        }

        return false;
    }

    private static GuideChoice? ByMeaning(GuideStep step, string text)
    {
        var said = SentenceVector.From(SentenceEncoder.Shared.Meaning(text));
        var likeness = step.Choices
            .Select(choice => (choice, Likeness: Ways(choice).Max(way => SentenceVector.From(SentenceEncoder.Shared.Meaning(way)).Similarity(said))))
            .OrderByDescending(one => one.Likeness).ToList();
        return likeness[0].Likeness >= LeastLikeness && likeness[0].Likeness - likeness[1].Likeness >= LeastLead ? likeness[0].choice : null;
    }

    [GeneratedRegex(@"\?\s*$|^\W*((and|but|so|wait|ok|okay|hey|hi)\W+)*(how|what|which|when|why|where|who|can|could|do|does|did|is|are|should|will|would|tell|show|explain)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asks();
}
