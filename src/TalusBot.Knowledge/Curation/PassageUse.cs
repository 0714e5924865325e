using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Curation;

/// <summary>Which paragraphs and comments carry answers, and which never do.</summary>
/// <param name="Passages">Every paragraph and comment, in the order of their articles; headings are left out.</param>
/// <param name="Gone">Cited ids that are in no source now, by count.</param>
/// <param name="Citations">All citations together, those that are gone too.</param>
public sealed record PassageUse(IReadOnlyList<UsedPassage> Passages, IReadOnlyList<KeyValuePair<string, long>> Gone, long Citations)
{
    /// <param name="citations">How often each id was cited, such as <c>ankle-talus#c12</c>; ids that are missing count as 0, negative counts as well.</param>
    public static PassageUse Of(Snapshot snapshot, IReadOnlyDictionary<string, long> citations)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(citations);
        var entries = snapshot.Entries.SelectMany(entry => entry.Sources.Select(source => (Id: source.Said.Id, Entry: entry.Id))).Distinct().ToLookup(one => one.Id, one => one.Entry, StringComparer.Ordinal);
        var total = citations.Values.Sum(count => Math.Max(0, count));
        var passages = snapshot.Articles
            .SelectMany(article => article.Paragraphs.Where(paragraph => !paragraph.IsHeading).Concat<Passage>(article.Comments))
            .Select(passage => (Passage: passage, Count: Math.Max(0, citations.GetValueOrDefault(passage.Id))))
            .Select(one => new UsedPassage(one.Passage, one.Count, total == 0 ? 0 : (double)one.Count / total, [.. entries[one.Passage.Id]]))
            .ToList();
        var known = passages.Select(used => used.Passage.Id).ToHashSet(StringComparer.Ordinal);
        return new(passages, [.. citations.Where(one => one.Value > 0 && !known.Contains(one.Key)).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)], total);
    }
}

/// <summary>A paragraph or comment with what it was good for.</summary>
/// <param name="Count">How often an answer cited it.</param>
/// <param name="Share">Of all citations, 0 to 1.</param>
/// <param name="Entries">Ids of the entries that rest on it.</param>
public sealed record UsedPassage(Passage Passage, long Count, double Share, IReadOnlyList<string> Entries)
{
    /// <summary>No answer has cited it so far.</summary>
    public bool IsUnused => Count == 0;
}
