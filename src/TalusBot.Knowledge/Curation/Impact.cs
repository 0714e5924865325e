using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Curation;

/// <summary>Names exactly the questions whose answer a change of the files would change. Any number of threads may share it.</summary>
/// <remarks>
/// The replies of a snapshot are kept as long as it is, so a second look at another draft asks only the draft: 1,000 questions
/// take about 2.5 s on two cores at first, and 0.8 s from then on.
/// </remarks>
/// <param name="reply">What a reader is told who asks this in a new conversation; the program's own way to reply, so that what is compared is what is said. Called from many threads at once.</param>
public sealed class Impact(Func<Snapshot, ImpactQuestion, ReplySummary> reply)
{
    /// <summary>Most replies that are kept for a snapshot.</summary>
    private const int MostKept = 20_000;

    private readonly ConditionalWeakTable<Snapshot, ConcurrentDictionary<string, ReplySummary>> kept = [];

    /// <param name="progress">Told how many questions are done, from 1.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImpactReport Measure(Snapshot inUse, Snapshot wouldBe, IReadOnlyList<ImpactQuestion> questions, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(inUse);
        ArgumentNullException.ThrowIfNull(wouldBe);
        ArgumentNullException.ThrowIfNull(questions);
        var changed = ChangedIds(inUse, wouldBe);
        var known = kept.GetValue(inUse, _ => new ConcurrentDictionary<string, ReplySummary>(StringComparer.Ordinal));
        var found = new ImpactChange?[questions.Count];
        var done = 0;
        Parallel.For(0, questions.Count, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            var (before, after) = (Before(inUse, questions[i], known), reply(wouldBe, questions[i]));
            found[i] = KindOf(before, after) is { } kind ? new ImpactChange(questions[i], kind, before, after, after.Unit is not null && changed.Contains(after.Unit)) : null;
            progress?.Report(Interlocked.Increment(ref done));
        });
        return new(
            questions.Count,
            [.. found.OfType<ImpactChange>().OrderBy(change => change.Kind).ThenByDescending(change => change.Question.Count).ThenBy(change => change.Question.Origin).ThenBy(change => change.Question.Text, StringComparer.Ordinal)],
            [.. changed.Order(StringComparer.Ordinal)],
            Vanished(inUse, wouldBe));
    }

    /// <summary>What becomes of an answer; null where it stays the same.</summary>
    public static ImpactKind? KindOf(ReplySummary before, ReplySummary after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var same = before.Outcome == after.Outcome && before.Unit == after.Unit && before.Shown == after.Shown;
        var small = before.Outcome == "smalltalk" && after.Outcome == "smalltalk"; // it counts entries and names examples, which is no answer
        return same || small ? null
            : before.Outcome == "safety" || after.Outcome == "safety" ? ImpactKind.SafetyChanges
            : (before.IsAnswer, after.IsAnswer) switch
            {
                (true, false) => ImpactKind.LosesAnswer,
                (false, true) => ImpactKind.NewlyAnswered,
                (false, false) => ImpactKind.OfferChanges,
                _ => before.Unit != after.Unit ? ImpactKind.AnsweredByOther : ImpactKind.QuoteChanges,
            };
    }

    private ReplySummary Before(Snapshot inUse, ImpactQuestion question, ConcurrentDictionary<string, ReplySummary> known)
    {
        var key = string.Join('\0', question.Turns.Prepend(question.Golden?.Id ?? ""));
        if (known.TryGetValue(key, out var summary))
            return summary;
        summary = reply(inUse, question);
        if (known.Count < MostKept)
            known.TryAdd(key, summary);
        return summary;
    }

    private static HashSet<string> ChangedIds(Snapshot inUse, Snapshot wouldBe)
    {
        var entries = inUse.Entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        var guides = inUse.Guides.ToDictionary(guide => guide.Id, StringComparer.Ordinal);
        return [
            .. wouldBe.Entries.Where(entry => !entries.TryGetValue(entry.Id, out var before) || !IsSame(before, entry)).Select(entry => entry.Id),
            .. wouldBe.Guides.Where(guide => !guides.TryGetValue(guide.Id, out var before) || before.Question != guide.Question || !before.Also.SequenceEqual(guide.Also) || before.Intro != guide.Intro || !before.Steps.Select(Told).SequenceEqual(guide.Steps.Select(Told))).Select(Unit.OfGuide.IdOf),
        ];

        static string Told(Guides.GuideStep step) => string.Join('\n', [step.Title, step.Text, .. step.Sources.Select(source => $"{source.Said.Id} {source.Quote}"), .. step.Choices.Select(choice => $"{choice.Words} {choice.Step} {string.Join(',', choice.Also)}"), .. step.Entries]);
    }

    private static bool IsSame(Entry one, Entry other) =>
        one.Question == other.Question && one.Answer == other.Answer && one.Also.SequenceEqual(other.Also) && one.Followups.SequenceEqual(other.Followups)
        && one.Sources.Select(source => (source.Said.Id, source.Quote)).SequenceEqual(other.Sources.Select(source => (source.Said.Id, source.Quote)));

    private static List<string> Vanished(Snapshot inUse, Snapshot wouldBe)
    {
        var there = Ids(wouldBe).ToHashSet(StringComparer.Ordinal);
        return [.. Ids(inUse).Where(id => !there.Contains(id))];

        static IEnumerable<string> Ids(Snapshot snapshot) =>
            snapshot.Entries.Select(entry => entry.Id).Concat(snapshot.Guides.Select(Unit.OfGuide.IdOf))
                .Concat(snapshot.Articles.SelectMany(article => article.Paragraphs.Select(paragraph => paragraph.Id).Concat(article.Comments.Select(comment => comment.Id))));
    }
}
