using System.Diagnostics;
using System.Diagnostics.Metrics;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance;

/// <summary>What is answered from and what is wrong with it, under the meter and the activity source <c>TalusBot.Knowledge</c>.</summary>
internal sealed class KnowledgeMetrics
{
    public const string Name = "TalusBot.Knowledge";
    private static readonly ActivitySource Source = new(Name);
    private readonly Histogram<double> loads;

    public KnowledgeMetrics(IMeterFactory meters, KnowledgeBase knowledge)
    {
        var meter = meters.Create(Name);
        loads = meter.CreateHistogram<double>(
            "talusbot.knowledge.load.duration", "s", "Readings of the knowledge files.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });
        meter.CreateObservableUpDownCounter("talusbot.knowledge.units", () => knowledge.Current?.UnitCount ?? 0, "{unit}", "Things that an answer can come from.");
        meter.CreateObservableUpDownCounter("talusbot.knowledge.entries", () => knowledge.Current?.Entries.Count ?? 0, "{entry}", "Entries among them.");
        meter.CreateObservableUpDownCounter(
            "talusbot.knowledge.problems",
            () => knowledge.Problems.CountBy(problem => problem.Severity is Severity.Error ? "error" : "warning").Select(count => new Measurement<int>(count.Value, new KeyValuePair<string, object?>("severity", count.Key))),
            "{problem}",
            "What check would say just now.");
        meter.CreateObservableUpDownCounter("talusbot.knowledge.behind", () => knowledge.IsBehind ? 1 : 0, "{folder}", "1 while the files have mistakes and answers come from the last good state.");
        meter.CreateObservableUpDownCounter(
            "talusbot.knowledge.unencoded", () => knowledge.Meanings is var (done, of) ? of - done : 0, "{sentence}", "Sentences that are still to be encoded; until they are, answers come from words and letters alone.");
    }

    public static Activity? Begin() => Source.StartActivity("talusbot.knowledge.load");

    /// <param name="result">published, kept where mistakes leave the last good state in use, or failed.</param>
    public void Loaded(Activity? span, TimeSpan took, string result)
    {
        span?.SetTag("talusbot.result", result);
        loads.Record(took.TotalSeconds, new KeyValuePair<string, object?>("talusbot.result", result));
    }
}
