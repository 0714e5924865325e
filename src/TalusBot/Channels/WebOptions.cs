using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels;

/// <summary>Settings under <c>Web</c>: what stands between us and the visitor.</summary>
internal sealed class WebOptions
{
    /// <summary>Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded headers we believe. Default none; at most 100.</summary>
    [MaxLength(100)]
    public IList<string> TrustedProxies { get; } = [];
}

[OptionsValidator]
internal sealed partial class WebOptionsValidator : IValidateOptions<WebOptions>;
