using System.Text.RegularExpressions;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>Whether a message can be understood alone, and what it means where it leans on what was said before: "and how long?"</summary>
internal static partial class Leaning
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>With so many words of its own matter a message stands alone, whatever it begins with.</summary>
    private const int StandsAlone = 3;

    /// <summary>Longer messages tell enough.</summary>
    private const int MostWords = 9;

    /// <summary>Words of the topic that a message borrows.</summary>
    private const int MostBorrowed = 5;

    /// <summary>How far a message leans on what was said before.</summary>
    public static Lean Of(string message)
    {
        var words = WordBreaker.Words(message).Count;
        var matter = Matter(message).Count;
        return words > MostWords || matter >= StandsAlone ? Lean.None
            : Connects().IsMatch(message) || PointsBack().IsMatch(message) || matter == 0 ? Lean.Clear
            : matter == 1 ? Lean.Maybe
            : Lean.None;
    }

    /// <summary>The message with the topic's own matter, to be searched for.</summary>
    public static string With(string message, string topic)
    {
        var own = Connects().Replace(message.Trim(), "");
        var has = EnglishAnalyzer.Tokens(own).ToHashSet(StringComparer.Ordinal);
        var borrowed = WordBreaker.Words(topic).Select(word => word.Of(topic))
            .Where(word => Matter(word) is [var stem] && has.Add(stem)).Take(MostBorrowed).ToList();
        return borrowed.Count == 0 ? own : $"{own.TrimEnd('?', '.', '!', ' ')} with the {string.Join(' ', borrowed)}".Trim();
    }

    /// <summary>The message asks for more of the very place: "which bones there?"</summary>
    public static bool PointsAtPlace(string message) => There().IsMatch(message);

    /// <summary>The stems of a message that carry its matter.</summary>
    public static List<string> Matter(string message) =>
        [.. EnglishAnalyzer.Tokens(message).Distinct(StringComparer.Ordinal).Where(token => !FunctionWords.Contains(token))];

    [GeneratedRegex(@"^\W*((and|but|or|so|then|also|plus|ok|okay|what about|how about|what if|and if)\b\W*)+", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Connects();

    [GeneratedRegex(@"\b(there|in that|in it|of them|of those)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex There();

    [GeneratedRegex(@"\b(it|its|that|this|them|they|there|those|these|he|him|his|she|her|the other|the first|the second|instead|first)\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PointsBack();
}

/// <summary>How far a message leans on what was said before.</summary>
internal enum Lean
{
    /// <summary>It stands alone; what was said before does not matter.</summary>
    None,

    /// <summary>It may stand alone or not.</summary>
    Maybe,

    /// <summary>It says by its words that it goes on from something.</summary>
    Clear,
}
