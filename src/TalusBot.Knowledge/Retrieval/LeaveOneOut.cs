using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>Asks the known questions as if they were new, each without itself and its near twins.</summary>
public sealed class LeaveOneOut
{
    /// <summary>From this share of common words on, by idf, two questions are near twins.</summary>
    private const double TwinShare = 0.8;

    private readonly UnitSearch search;
    private readonly HybridIndex index;
    private readonly List<(int Document, HashSet<string> Words, double Weight)> known;

    internal LeaveOneOut(UnitSearch search, HybridIndex index)
    {
        (this.search, this.index) = (search, index);
        known = [.. Enumerable.Range(0, index.Documents.Count)
            .Where(i => index.Documents[i].Question.Length > 0 && search.Find(index.Documents[i].Group) is Unit.OfEntry or Unit.OfGuide or Unit.OfQuotes or Unit.OfNothing)
            .Select(i => (Document: i, Words: EnglishAnalyzer.Tokens(index.Documents[i].Question).ToHashSet(StringComparer.Ordinal)))
            .Select(one => (one.Document, one.Words, one.Words.Sum(index.Words.Idf)))];
    }

    /// <summary>Every known question with what it finds when nobody knows it; in a fixed order.</summary>
    /// <param name="which">Which units' questions to ask.</param>
    /// <param name="writtenOnly">Only what maintainers wrote, not what they judged.</param>
    public IReadOnlyList<LeftOut> Ask(Func<Unit, bool> which, bool writtenOnly = false)
    {
        var rows = known.Where(one => which(search.Find(index.Documents[one.Document].Group)!) && !(writtenOnly && index.Documents[one.Document].MayHaveSlips)).ToArray();
        var asked = new LeftOut[rows.Length];
        Parallel.For(0, rows.Length, i =>
        {
            var document = rows[i].Document;
            var question = index.Documents[document].Question;
            var twins = known.Where(other => other.Document == document || IsTwin(rows[i], other)).Select(other => other.Document).ToHashSet();
            asked[i] = new LeftOut(question, search.Find(index.Documents[document].Group)!, search.Rank(question, 8, twins));
        });
        return asked;
    }

    private bool IsTwin((int Document, HashSet<string> Words, double Weight) one, (int Document, HashSet<string> Words, double Weight) other)
    {
        var common = one.Words.Where(other.Words.Contains).Sum(index.Words.Idf);
        return common > 0 && common >= TwinShare * (one.Weight + other.Weight - common);
    }
}

/// <summary>A known question that was asked as if it were new.</summary>
/// <param name="Belongs">The unit it belongs to.</param>
public sealed record LeftOut(string Question, Unit Belongs, Ranking Ranking)
{
    /// <summary>The first find is the unit, or tells the same; never so for a question that nothing answers.</summary>
    public bool IsRight => Belongs is not Unit.OfNothing && Ranking.Hits is [var best, ..] && (best.Unit == Belongs || best.Unit.SharesWordsWith(Belongs));
}
