using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TalusBot.Turns;

/// <summary>What becomes of messages, under the meter and the activity source <c>TalusBot.Turns</c>.</summary>
internal sealed class TurnMetrics
{
    public const string Name = "TalusBot.Turns";
    private static readonly ActivitySource Source = new(Name);
    private readonly Histogram<double> duration;
    private readonly Counter<long> failures;
    private readonly Counter<long> takeovers;
    private readonly Meter meter;

    public TurnMetrics(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        duration = meter.CreateHistogram(
            "talusbot.turn.duration",
            "s",
            "From when a message was on disk, or taken up where it is written with its reply, to when its reply was.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
        failures = meter.CreateCounter<long>("talusbot.turn.failures", "{turn}", "Tries at a turn that ended in something unexpected.");
        takeovers = meter.CreateCounter<long>("talusbot.turn.takeovers", "{turn}", "Turns taken over from a process that is gone, or from an earlier run.");
    }

    /// <summary>What is counted where it is: asked for when somebody collects.</summary>
    /// <param name="queued">Turns that wait in this process, or are worked on.</param>
    /// <param name="open">Turns that wait in the store, whoever works on them; null where it cannot be told.</param>
    public void Watch(Func<long> queued, Func<long?> open)
    {
        meter.CreateObservableUpDownCounter("talusbot.turn.queued", queued, "{turn}", "Turns that this process holds: in a lane or worked on.");
        meter.CreateObservableUpDownCounter<long>("talusbot.turn.open", () => open() is { } count ? [new Measurement<long>(count)] : [], "{turn}", "Turns in the store without a reply, whoever works on them.");
    }

    /// <summary>A span for one try at a turn, tied to the request that brought the message.</summary>
    public static Activity? Begin(ActivityContext accepted) => Source.HasListeners()
        ? Source.StartActivity(ActivityKind.Consumer, default(ActivityContext), links: accepted == default ? null : [new ActivityLink(accepted)], name: "talusbot.turn")
        : null;

    /// <param name="channel">By which way the message came.</param>
    /// <param name="outcome">As on the wire; feedback for what readers think of a reply, apology where none could be made.</param>
    public void Completed(Activity? span, TimeSpan took, string channel, string outcome)
    {
        span?.SetTag("talusbot.channel", channel).SetTag("talusbot.outcome", outcome);
        duration.Record(took.TotalSeconds, new("talusbot.channel", channel), new("talusbot.outcome", outcome));
    }

    public void Failed(Activity? span, Exception error)
    {
        var type = error.GetType().FullName;
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", type);
        failures.Add(1, new KeyValuePair<string, object?>("error.type", type));
    }

    public void TakenOver(int count) => takeovers.Add(count);
}
