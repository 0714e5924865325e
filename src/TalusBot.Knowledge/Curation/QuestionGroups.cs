using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Curation;

/// <summary>Groups questions by meaning, for people who look through many.</summary>
/// <remarks>
/// Likeness is 0.7 * the cosine of the sentence vectors + 0.3 * the cosine of the words that carry matter (tf-idf). Questions
/// are taken in the order of how often they were asked; each joins the group whose members it is most like on average, from
/// <see cref="Likeness"/> on, or begins one. The same rows give the same groups, in whatever order they come.
/// <para>
/// Chosen on judged questions that somebody sorted by what answers them (743 questions to 163 answers, at most 6 each, all
/// worded to differ; B-cubed): from 0.45 on the members of a group share their answer to 51 % and 35 % of an answer's
/// questions stand together, from 0.50 to 66 % and 33 %, from 0.55 to 75 % and 29 %; by vectors alone, joining the group
/// whose first member is most alike, 0.60 gave 55 % and 32 %. 0.50 it is: two groups on one thing cost a glance, one group on two
/// things hides a question. What readers really repeat is more alike than these.
/// </para>
/// </remarks>
public static class QuestionGroups
{
    /// <summary>From this likeness on, 0 to 1, a question joins a group.</summary>
    public const double Likeness = 0.50;

    /// <summary>The groups, the one with the newest question first.</summary>
    /// <param name="rows">Any number; 10,000 of many kinds take about 0.6 s on two cores where their vectors are known.</param>
    /// <param name="vectors">Keeps the vectors of sentences, so that only new ones are made; null to make them all.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<QuestionGroup> Of(IReadOnlyList<AskedRow> rows, VectorCache? vectors = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var members = Members(rows);
        var texts = members.ConvertAll(member => member.Text);
        var encoded = vectors is null ? SentenceEncoder.Shared.EncodeAll(texts, progress: null, cancel) : vectors.EncodeAll(texts, progress: null, cancel);
        var clusters = new QuestionClusters(texts, encoded, Likeness, cancel).Clusters;
        return [.. clusters
            .Select(cluster => Group(cluster, members))
            .OrderByDescending(group => group.Newest).ThenByDescending(group => group.Count).ThenBy(group => group.Title, StringComparer.Ordinal)];
    }

    /// <summary>One for all rows that differ in case and signs only; the most frequent first.</summary>
    private static List<QuestionMember> Members(IReadOnlyList<AskedRow> rows) =>
        [.. Enumerable.Range(0, rows.Count).GroupBy(row => FoldedWords.Of(rows[row].Question), StringComparer.Ordinal)
            .Select(same => (Folded: same.Key, Member: new QuestionMember(
                same.GroupBy(row => rows[row].Question.Trim(), StringComparer.Ordinal).OrderByDescending(text => text.Count()).ThenBy(text => text.Key, StringComparer.Ordinal).First().Key,
                same.Count(),
                same.Max(row => rows[row].At),
                [.. same])))
            .OrderByDescending(one => one.Member.Count).ThenBy(one => one.Folded, StringComparer.Ordinal)
            .Select(one => one.Member)];

    private static QuestionGroup Group(QuestionCluster cluster, List<QuestionMember> members)
    {
        var title = cluster.Members.OrderByDescending(member => members[member].Count).ThenByDescending(cluster.Centrality).ThenBy(member => members[member].Text, StringComparer.Ordinal).First();
        var all = cluster.Members.Select(member => members[member]).OrderByDescending(member => member.Count).ThenByDescending(member => member.Newest).ThenBy(member => member.Text, StringComparer.Ordinal).ToList();
        return new(members[title].Text, all.Sum(member => member.Count), all.Max(member => member.Newest), all);
    }
}
