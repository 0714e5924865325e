using System.Diagnostics.Metrics;

namespace TalusBot.Channels.Connector;

/// <summary>Counts, under the meter <c>TalusBot.Connector</c>.</summary>
internal sealed class ConnectorMetrics
{
    public const string MeterName = "TalusBot.Connector";
    private readonly Counter<long> attempts;
    private readonly Counter<long> possibleRepeats;
    private readonly Counter<long> notSent;
    private readonly Counter<long> refusedCallers;

    public ConnectorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        attempts = meter.CreateCounter<long>("talusbot.connector.attempts", description: "Requests to channels, by what came of them.");
        possibleRepeats = meter.CreateCounter<long>("talusbot.connector.possible_repeats", description: "Replies that the run before this one may have sent already.");
        notSent = meter.CreateCounter<long>("talusbot.connector.not_sent", description: "Replies that channels would not take.");
        refusedCallers = meter.CreateCounter<long>("talusbot.connector.refused_callers", description: "Requests to /api/messages without a token that vouches for them.");
    }

    public void Attempted(SendOutcome outcome) => attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome switch
    {
        SendOutcome.Sent => "sent",
        SendOutcome.Unavailable => "unavailable",
        SendOutcome.Refused => "refused",
        _ => "notWelcome",
    }));

    public void MayRepeat() => possibleRepeats.Add(1);

    public void NotSent() => notSent.Add(1);

    public void CallerRefused() => refusedCallers.Add(1);
}
