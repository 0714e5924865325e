using System.Runtime.InteropServices;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>The parts of one document's score, each rounded to 1e-4.</summary>
/// <param name="Document">Its number, from 0.</param>
/// <param name="Flat">The score with question and answer taken as one text; what confidence is judged by.</param>
public readonly record struct HybridScore(int Document, double Score, double Flat, double Bm25n, double Chars, double Use);

/// <summary>An entry with its phrasings, or a document that stands alone, as a question found it.</summary>
/// <param name="Group">The group of the documents.</param>
/// <param name="Id">The id of the best phrasing.</param>
/// <param name="Score">The mean of the best phrasings' scores, rounded to 1e-4; ranks the groups.</param>
/// <param name="Surest">The phrasing with the highest flat score; confidence is judged by it alone.</param>
/// <param name="Phrasings">Those that count, best first; at least one.</param>
public sealed record GroupHit(string Group, string Id, double Score, HybridScore Surest, IReadOnlyList<HybridScore> Phrasings)
{
    /// <param name="phrasings">Of one group, in any order; not empty.</param>
    /// <param name="best">How many of them count.</param>
    internal static GroupHit Of(List<HybridScore> phrasings, IReadOnlyList<HybridDocument> documents, int best)
    {
        if (phrasings is [var only])
        {
            var alone = documents[only.Document];
            return new GroupHit(alone.Group, alone.Id, Mean([only]), only, [only]);
        }

        if (best == 1)
        {
            return OfBest(CollectionsMarshal.AsSpan(phrasings), documents);
        }

        phrasings.Sort((a, b) => Compare(a, b, documents));
        var surest = phrasings.MaxBy(phrasing => phrasing.Flat);
        HybridScore[] counting = [.. phrasings.Take(best)];
        var first = documents[counting[0].Document];
        return new GroupHit(first.Group, first.Id, Mean(counting), surest, counting);
    }

    /// <summary>As <see cref="Of"/> where one counts: nothing has to be sorted for that.</summary>
    private static GroupHit OfBest(ReadOnlySpan<HybridScore> phrasings, IReadOnlyList<HybridDocument> documents)
    {
        var (first, surest) = (phrasings[0], phrasings[0]);
        foreach (var phrasing in phrasings[1..])
        {
            if (Compare(phrasing, first, documents) < 0)
            {
                first = phrasing;
            }

            if (phrasing.Flat > surest.Flat || (phrasing.Flat == surest.Flat && Compare(phrasing, surest, documents) < 0))
            {
                surest = phrasing;
            }
        }

        var document = documents[first.Document];
        return new GroupHit(document.Group, document.Id, Mean([first]), surest, [first]);
    }

    /// <summary>The higher score first, then the lower id.</summary>
    private static int Compare(in HybridScore a, in HybridScore b, IReadOnlyList<HybridDocument> documents) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(documents[a.Document].Id, documents[b.Document].Id);

    private static double Mean(ReadOnlySpan<HybridScore> phrasings)
    {
        var sum = 0.0;
        foreach (var phrasing in phrasings)
        {
            sum += phrasing.Score;
        }

        return Rounding.Of(sum / phrasings.Length);
    }
}
