using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TalusBot.Storage;

/// <summary>How the database does, under the meter and the activity source <c>TalusBot.Storage</c>.</summary>
internal sealed class StoreMetrics
{
    public const string Name = "TalusBot.Storage";
    private static readonly ActivitySource Source = new(Name);
    private readonly Histogram<double> commits;
    private readonly Histogram<int> groups;
    private readonly Counter<long> failures;
    private readonly Counter<long> retries;
    private readonly Counter<long> lost;
    private readonly Counter<long> deleted;
    private readonly Meter meter;

    public StoreMetrics(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        commits = meter.CreateHistogram(
            "talusbot.store.commit.duration",
            "s",
            "Transactions from their beginning until they are on disk.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        groups = meter.CreateHistogram(
            "talusbot.store.commit.writes", "{write}", "How many writes share one transaction.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
        failures = meter.CreateCounter<long>("talusbot.store.write.failures", "{write}", "Writes that came to nothing because of the disk or the database.");
        retries = meter.CreateCounter<long>("talusbot.store.commit.retries", "{commit}", "Transactions that were tried again, because others were in the way or a connection was lost.");
        lost = meter.CreateCounter<long>("talusbot.store.connections.lost", "{connection}", "Connections for writing that were lost and made anew.");
        deleted = meter.CreateCounter<long>("talusbot.retention.deleted", "{conversation}", "Talks that were deleted because their time was over.");
    }

    /// <param name="waiting">Writes that wait for a transaction.</param>
    public void Watch(Func<long> waiting) =>
        meter.CreateObservableUpDownCounter("talusbot.store.write.waiting", waiting, "{write}", "Writes that wait for a transaction.");

    /// <summary>With a span for one write inside of a request or a turn, from when it is asked for until it is on disk.</summary>
    public static Task<T> Trace<T>(Task<T> write)
    {
        return Activity.Current is null || !Source.HasListeners() ? write : InSpanAsync(write);

        static async Task<T> InSpanAsync(Task<T> write)
        {
            using var span = Source.StartActivity("talusbot.store.write", ActivityKind.Client);
            try
            {
                return await write;
            }
            catch (Exception error) when (Failed(span, error))
            {
                throw;
            }
        }

        static bool Failed(Activity? span, Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error.GetType().FullName);
            return false;
        }
    }

    public void Committed(int writes, TimeSpan took)
    {
        commits.Record(took.TotalSeconds);
        groups.Record(writes);
    }

    /// <summary>What is a statement's own fault is no trouble of the store's.</summary>
    public void Failed(int writes, StoreTrouble trouble)
    {
        if (trouble is not StoreTrouble.None)
        {
            failures.Add(writes, new KeyValuePair<string, object?>("error.type", trouble.ToString()));
        }
    }

    public void Retried() => retries.Add(1);

    public void ConnectionLost() => lost.Add(1);

    public void Deleted(int conversations) => deleted.Add(conversations);
}
