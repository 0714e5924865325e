using System.Buffers;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>
/// The best of scores in [0, 1] that are rounded to four decimals: there are so few different ones that they are counted,
/// not compared.
/// </summary>
internal static class BestRounded
{
    private const int Steps = 10_000;

    /// <summary>The numbers of the documents with the best scores above 0 of either kind, rising; of equal ones those of the lowest rank.</summary>
    /// <param name="some">By document; each as <see cref="Rounding"/> leaves it.</param>
    /// <param name="others">As <paramref name="some"/>.</param>
    /// <param name="most">So many of each kind, and fewer where fewer are above 0; from 1.</param>
    /// <param name="ranks">By document: its place among equal scores.</param>
    public static List<int> OfEither(ReadOnlySpan<double> some, ReadOnlySpan<double> others, int most, ReadOnlySpan<int> ranks)
    {
        var rented = ArrayPool<bool>.Shared.Rent(some.Length);
        var marked = rented.AsSpan(0, some.Length);
        marked.Clear();
        Mark(some, most, ranks, marked);
        Mark(others, most, ranks, marked);
        var best = new List<int>(2 * most);
        for (var document = 0; document < marked.Length; document++)
        {
            if (marked[document])
            {
                best.Add(document);
            }
        }

        ArrayPool<bool>.Shared.Return(rented);
        return best;
    }

    private static void Mark(ReadOnlySpan<double> scores, int most, ReadOnlySpan<int> ranks, Span<bool> marked)
    {
        var having = ArrayPool<int>.Shared.Rent(Steps + 1);
        Array.Clear(having, 0, Steps + 1);
        foreach (var score in scores)
        {
            if (score > 0)
            {
                having[Step(score)]++;
            }
        }

        // The lowest step of which any gets in, and how many there are above it. What scores 0 never does.
        var (last, above) = (Steps, 0);
        while (last > 1 && above + having[last] < most)
        {
            above += having[last--];
        }

        ArrayPool<int>.Shared.Return(having);
        var equal = new List<int>();
        var least = (last - 0.5) / Steps;
        for (var document = 0; document < scores.Length; document++)
        {
            if (scores[document] < least)
            {
                continue;
            }

            if (Step(scores[document]) > last)
            {
                marked[document] = true;
            }
            else
            {
                equal.Add(document);
            }
        }

        var places = new int[equal.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = ranks[equal[i]];
        }

        var byRank = equal.ToArray();
        if (byRank.Length > most - above)
        {
            Array.Sort(places, byRank);
        }

        foreach (var document in byRank.AsSpan(0, Math.Min(byRank.Length, most - above)))
        {
            marked[document] = true;
        }
    }

    private static int Step(double score) => (int)((score * Steps) + 0.5);
}
