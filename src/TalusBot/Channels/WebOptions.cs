using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels;

/// <summary>Settings under <c>Web</c>: what stands between us and the visitor.</summary>
internal sealed class WebOptions : IValidatableObject
{
    /// <summary>Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded headers we believe. Default none; at most 100.</summary>
    [MaxLength(100)]
    public IList<string> TrustedProxies { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => TrustedProxies
        .Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
        .Select(proxy => new ValidationResult($"Web__TrustedProxies: \"{proxy}\" is neither an address such as 10.0.0.1 nor a network such as 10.0.0.0/8."));
}

[OptionsValidator]
internal sealed partial class WebOptionsValidator : IValidateOptions<WebOptions>;
