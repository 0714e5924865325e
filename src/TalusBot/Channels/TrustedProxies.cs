using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels;

/// <summary>Believes X-Forwarded headers only from the proxies that the operator names.</summary>
internal static class TrustedProxies
{
    public static void Apply(ForwardedHeadersOptions headers, IOptions<WebOptions> web)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var trusted in web.Value.TrustedProxies)
        {
            if (IPAddress.TryParse(trusted, out var address))
            {
                headers.KnownProxies.Add(address);
            }
            else
            {
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(trusted));
            }
        }

        headers.ForwardedHeaders = web.Value.TrustedProxies.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
    }
}
