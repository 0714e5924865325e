using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary>Asks what readers asked lately, the golden questions and the entries' own phrasings, before and after a change.</summary>
internal sealed class ImpactQuestions(MaintainStore store)
{
    /// <summary>How many of the newest messages are looked at, and how many wordings of them are asked.</summary>
    private const int MostMessages = 10_000;
    private const int MostPast = 1_000;

    private readonly Impact impact = new(ReaderReply.Of);

    public Task<ImpactReport> MeasureAsync(Snapshot before, Snapshot after, IReadOnlyList<GoldenQuestion> golden, CancellationToken cancel) => Task.Run(
        () =>
        {
            var past = store.Asked(MostMessages, MostPast).Select(asked => new ImpactQuestion([asked.Question], asked.Times, QuestionOrigin.Past));

            // What readers asked in the very words of an entry is asked once, and counted as readers' own.
            var asked = past.Concat(ImpactQuestion.OfPhrasings(before, after)).DistinctBy(question => question.Text, StringComparer.OrdinalIgnoreCase);
            return impact.Measure(before, after, [.. asked, .. ImpactQuestion.OfGolden(golden)], cancel: cancel);
        },
        cancel);
}
