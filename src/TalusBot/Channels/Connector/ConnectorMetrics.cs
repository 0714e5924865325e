using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TalusBot.Channels.Connector;

/// <summary>Counts, under the meter <c>TalusBot.Connector</c>.</summary>
internal sealed class ConnectorMetrics
{
    public const string MeterName = "TalusBot.Connector";
    private static readonly ActivitySource Source = new(MeterName);
    private readonly Counter<long> attempts;
    private readonly Counter<long> possibleRepeats;
    private readonly Counter<long> notSent;
    private readonly Counter<long> refusedCallers;

    public ConnectorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        attempts = meter.CreateCounter<long>("talusbot.connector.attempts", "{request}", description: "Requests to channels, by what came of them.");
        possibleRepeats = meter.CreateCounter<long>("talusbot.connector.possible_repeats", "{reply}", description: "Replies that the run before this one may have sent already.");
        notSent = meter.CreateCounter<long>("talusbot.connector.not_sent", "{reply}", description: "Replies that channels would not take.");
        refusedCallers = meter.CreateCounter<long>("talusbot.connector.refused_callers", "{request}", description: "Requests to /api/messages without a token that vouches for them.");
    }

    /// <summary>A span for one request to a channel. Its host is told; the path holds ids of conversations, and is not.</summary>
    public static Activity? BeginSend(string serviceUrl) => Source.StartActivity("talusbot.connector.send", ActivityKind.Client)
        ?.SetTag("server.address", Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url) ? url.Host : "");

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
