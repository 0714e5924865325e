using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Connector;

/// <summary>Settings under <c>Connector</c>: how long things take between us and channels such as Microsoft Teams.</summary>
internal sealed class ConnectorOptions
{
    /// <summary>How old the channels' keys get. From half that age on they are fetched again beside the work; older ones wait for the fetch. Default 24 hours; 1 minute to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How old they get where they cannot be fetched again; no less than <see cref="KeyLifetime"/>. After that nobody is believed. Default 7 days; 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeyLifetimeWithoutFetch { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long after one fetch an unknown key makes us fetch again. Default 1 hour; 1 second to 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan KeyRefreshInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many requests may wait for keys at a time; more are answered 429. Requests signed by a key that is known do not wait. Default 256; 1 to 100000.</summary>
    [Range(1, 100_000)]
    public int RequestsWaitingForKeys { get; set; } = 256;

    /// <summary>How many messages of one conversation may wait for their reply; more are answered 429. Default 100; 1 to 10000.</summary>
    [Range(1, 10_000)]
    public int WaitingMessages { get; set; } = 100;

    /// <summary>How long one request to a login server or channel may take. Default 15 seconds; 1 second to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after a failure the login server is asked for an access token again, where it does not say itself. Default 10 seconds; 1 millisecond to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan LoginRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait before a send is tried again; it doubles each time, give or take a half, up to 10 minutes. Default half a second; 1 millisecond to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How often a send is tried in a row. Default 5; 1 to 20.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 5;

    /// <summary>The pause after which the row of tries begins anew. Default 1 minute; 1 millisecond to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RetryLater { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How old a reply gets before it is no longer sent. Default 4 hours; 1 second to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long somebody waits before "typing" is shown. Default 1.5 seconds; 0.1 seconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan TypingAfter { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long "typing" is shown before it is sent again. Default 3 seconds; 3 seconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:01:00")]
    public TimeSpan TypingEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a request waits for a reply that goes into its answer. Default 4 seconds; 0.1 to 5 seconds, after which Teams gives up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(4);
}

[OptionsValidator]
internal sealed partial class ConnectorOptionsValidator : IValidateOptions<ConnectorOptions>;
