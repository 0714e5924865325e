using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels;

/// <summary>Settings under <c>Limits</c>: how much one visitor may ask of us. A visitor is a network address; it is never stored.</summary>
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

    /// <summary>Requests of any kind a minute for one visitor. Default 1200; 10 to 10000000.</summary>
    [Range(10, 10_000_000)]
    public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>Open web sockets for one visitor. Default 20; 1 to 100000.</summary>
    [Range(1, 100_000)]
    public int SocketsPerVisitor { get; set; } = 20;

    /// <summary>The largest body of a request in bytes. Default 262144; 4096 to 3145728.</summary>
    [Range(4096, 3_145_728)]
    public int BodyBytes { get; set; } = 262_144;
}

[OptionsValidator]
internal sealed partial class LimitsOptionsValidator : IValidateOptions<LimitsOptions>;
