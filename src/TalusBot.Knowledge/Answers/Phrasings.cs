using TalusBot.Knowledge.Retrieval;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>Finds the unit that somebody asked for in the very words of a known question; case, punctuation and blanks aside.</summary>
internal sealed class Phrasings
{
    private readonly Dictionary<string, Unit> byWords = new(StringComparer.Ordinal);

    /// <summary>Of units with the same question, the first by kind: what maintainers wrote, what was judged, what readers asked.</summary>
    public Phrasings(IEnumerable<Unit> units)
    {
        foreach (var (unit, _) in units.Select(unit => (unit, Kind: KindOf(unit))).Where(one => one.Kind > 0).OrderBy(one => one.Kind))
        {
            foreach (var phrasing in unit.Questions.Where(phrasing => phrasing.Length > 0))
            {
                byWords.TryAdd(Words(phrasing), unit);
            }
        }
    }

    public Unit? Find(string question) => byWords.GetValueOrDefault(Words(question));

    /// <summary>0 where nobody would type the unit's question again.</summary>
    private static int KindOf(Unit unit) => unit switch
    {
        Unit.OfEntry or Unit.OfGuide => 1,
        Unit.OfUnanswered => 2,
        Unit.OfQuotes => 3,
        Unit.OfNothing => 4,
        _ => 0,
    };

    private static string Words(string text) => string.Join(' ', WordBreaker.Words(text).Select(word => word.Of(text).ToLowerInvariant()));
}
