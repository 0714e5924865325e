using TalusBot.Knowledge;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Retrieval;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary>The inbox grouped by meaning. Grouping many takes a second, so what was grouped before is shown meanwhile.</summary>
internal sealed class InboxGroups(MaintainStore store, KnowledgeBase knowledge) : IDisposable
{
    /// <summary>Of more, only the newest are shown.</summary>
    public const int MostRows = 20_000;

    /// <summary>So many are grouped while the page waits; more are grouped behind its back.</summary>
    private const int GroupedAtOnce = 1_000;

    private const int MostComplaints = 500;
    private const int MostComplaintsShown = 3;
    private const int MostVectors = 50_000;
    private const int MostNear = 2;
    private const int HitsLookedAt = 6;

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private VectorCache vectors = NewVectors();

    /// <summary>By wording, what it was last grouped under.</summary>
    private Dictionary<string, string> titles = new(StringComparer.Ordinal);
    private Task grouping = Task.CompletedTask;

    /// <summary>The groups, the one with the newest question first. A wording that is too new to be grouped stands alone.</summary>
    public IReadOnlyList<InboxGroup> Now()
    {
        var rows = store.Waiting(MostRows);
        var known = Titles(rows);
        var complaints = store.Complaints(MostComplaints).ToLookup(one => one.Question, one => one.Reason, StringComparer.Ordinal);
        return
        [
            .. rows.GroupBy(row => known.GetValueOrDefault(row.Question, row.Question), StringComparer.Ordinal)
                .Select(group => Group(group.Key, [.. group], complaints))
                .OrderByDescending(group => group.Newest).ThenByDescending(group => group.Count).ThenBy(group => group.Title, StringComparer.Ordinal),
        ];
    }

    /// <summary>The wordings in the inbox that a form names, the most frequent first.</summary>
    public IEnumerable<string> Named(IEnumerable<string?> names) => WordingName.Named(
        names, store.Waiting(MostRows).CountBy(row => row.Question, StringComparer.Ordinal).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key));

    /// <summary>The entries that could answer it with one more wording.</summary>
    public IEnumerable<string> Near(InboxGroup group) => knowledge.Current is not { } current ? [] :
        current.Search.Rank(group.Title, HitsLookedAt).Hits.Select(hit => hit.Unit).OfType<Unit.OfEntry>().Select(unit => unit.Entry.Id).Distinct(StringComparer.Ordinal).Take(MostNear);

    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }

    private static InboxGroup Group(string title, List<InboxRow> rows, ILookup<string, string> complaints)
    {
        var wordings = rows.CountBy(row => row.Question, StringComparer.Ordinal).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => new InboxWording(one.Key, one.Value)).ToList();

        // The title may have been settled since it was chosen.
        var shown = wordings.Exists(wording => wording.Question == title) ? title : wordings[0].Question;
        return new InboxGroup(
            shown,
            rows.Count,
            rows.Max(row => row.At),
            wordings,
            [.. rows.CountBy(row => row.Reason, StringComparer.Ordinal).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value))],
            [.. wordings.SelectMany(wording => complaints[wording.Question]).Distinct(StringComparer.Ordinal).Take(MostComplaintsShown)]);
    }

    private Dictionary<string, string> Titles(List<InboxRow> rows)
    {
        lock (gate)
        {
            if (rows.TrueForAll(row => titles.ContainsKey(row.Question)))
            {
                return titles;
            }

            if (rows.Count <= GroupedAtOnce)
            {
                return titles = Grouped(rows);
            }

            if (grouping.IsCompleted)
            {
                grouping = Task.Run(
                    () =>
                    {
                        var fresh = Grouped(rows);
                        lock (gate)
                        {
                            titles = fresh;
                        }
                    },
                    ending.Token);
            }

            return titles;
        }
    }

    private Dictionary<string, string> Grouped(List<InboxRow> rows)
    {
        if (vectors.Count > MostVectors)
        {
            vectors = NewVectors();
        }

        var groups = QuestionGroups.Of([.. rows.Select(row => new AskedRow(row.Question, row.At))], vectors, ending.Token);
        return groups
            .SelectMany(group => group.Members.SelectMany(member => member.Rows).Select(row => (rows[row].Question, group.Title)))
            .DistinctBy(one => one.Question, StringComparer.Ordinal)
            .ToDictionary(one => one.Question, one => one.Title, StringComparer.Ordinal);
    }

    /// <summary>In memory only: what readers wrote leaves no trace on disk outside the store, which forgets on request.</summary>
    private static VectorCache NewVectors() => VectorCache.Open(Path.Combine(Path.GetTempPath(), "talusbot-never-saved"), SentenceEncoder.Shared);
}

/// <summary>Questions that mean the same, or nearly.</summary>
/// <param name="Title">The wording that stands for all.</param>
/// <param name="Newest">Unix milliseconds.</param>
/// <param name="Wordings">The most frequent first.</param>
/// <param name="Reasons">Why they are here, with how often.</param>
/// <param name="Complaints">What readers wrote under a thumb that points down.</param>
internal sealed record InboxGroup(
    string Title, int Count, long Newest, IReadOnlyList<InboxWording> Wordings, IReadOnlyList<(string Reason, int Count)> Reasons, IReadOnlyList<string> Complaints);

internal sealed record InboxWording(string Question, int Count);
