using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels;

/// <summary>Settings under <c>Limits</c>: how much one visitor, and all of them together, may ask of us. A visitor is a network address; it is never stored.</summary>
internal sealed class LimitsOptions
{
    /// <summary>New tokens a minute for one visitor. Default 60; 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int TokensPerMinute { get; set; } = 60;

    /// <summary>Messages a minute in one conversation. Default 60; 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Questions a minute for one visitor of the page without JavaScript or of /api/ask. Default 60; 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int QuestionsPerMinute { get; set; } = 60;

    /// <summary>Requests of any kind for one visitor, a minute and at a time; a web socket is none. Default 1200; 10 to 10000000.</summary>
    [Range(10, 10_000_000)]
    public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>Open web sockets for one visitor. Default 20; 1 to 100000.</summary>
    [Range(1, 100_000)]
    public int SocketsPerVisitor { get; set; } = 20;

    /// <summary>Open web sockets of everybody. Default 20000; 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int SocketsTotal { get; set; } = 20_000;

    /// <summary>New conversations an hour for one visitor. Default 10000; 1 to 10000000.</summary>
    [Range(1, 10_000_000)]
    public int ConversationsPerVisitor { get; set; } = 10_000;

    /// <summary>What one visitor may send in an hour to be kept, in megabytes (2^20 bytes). Default 1024; 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int MegabytesPerHour { get; set; } = 1024;

    /// <summary>Characters an hour for one visitor in messages that are too long to be answered and are read for warning signs only. Default 1000000; 4000 to 1000000000.</summary>
    [Range(4_000, 1_000_000_000)]
    public int LongCharactersPerHour { get; set; } = 1_000_000;

    /// <summary>Messages of everybody that wait for their reply. Default 10000; 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int WaitingTurns { get; set; } = 10_000;

    /// <summary>Open connections of everybody; one that has become a web socket is counted as that. Default 20000; 10 to 1000000.</summary>
    [Range(10, 1_000_000)]
    public int Connections { get; set; } = 20_000;

    /// <summary>Open connections for one address, besides its web sockets. This machine and trusted proxies may have any number. Default 500; 10 to 1000000.</summary>
    [Range(10, 1_000_000)]
    public int ConnectionsPerVisitor { get; set; } = 500;

    /// <summary>In what time the head of a request has to arrive. Default 15 seconds; 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadersWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many bytes a second a body and an answer have to travel with, after a grace of 5 seconds. Default 1024; 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int BytesPerSecond { get; set; } = 1024;

    /// <summary>The largest body of a request in bytes. Default 262144; 4096 to 3145728.</summary>
    [Range(4096, 3_145_728)]
    public int BodyBytes { get; set; } = 262_144;
}

[OptionsValidator]
internal sealed partial class LimitsOptionsValidator : IValidateOptions<LimitsOptions>;
