using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels;

/// <summary>What a connection may cost us before any request of it is understood: how many there are, how slow, how much is held for each.</summary>
internal static class ConnectionLimits
{
    /// <summary>Before slowness counts; a phone may lose its network for a moment.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may stay open with nothing asked.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    public static IServiceCollection AddConnectionLimits(this IServiceCollection services)
    {
        services.AddSingleton<AddressGate>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>, AddressGate>((kestrel, limits, gate) => Apply(kestrel, limits.Value, gate));
        return services;
    }

    private static void Apply(KestrelServerOptions kestrel, LimitsOptions limits, AddressGate gate)
    {
        kestrel.AddServerHeader = false;

        // The outermost layer: a connection too many costs no handshake.
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(gate.Guard));

        var most = kestrel.Limits;
        most.MaxConcurrentConnections = limits.Connections;
        most.MaxConcurrentUpgradedConnections = limits.SocketsTotal;
        most.RequestHeadersTimeout = limits.HeadersWithin;
        most.KeepAliveTimeout = Idle;
        most.MinRequestBodyDataRate = new MinDataRate(limits.BytesPerSecond, Grace);
        most.MinResponseDataRate = new MinDataRate(limits.BytesPerSecond, Grace);
        most.MaxRequestBodySize = limits.BodyBytes;
        most.MaxRequestHeaderCount = 100;
        most.MaxRequestHeadersTotalSize = 32_768;

        // The longest question that is searched still fits into an address when each of its signs takes nine there.
        most.MaxRequestLineSize = 65_536;

        // What is read ahead of whoever works on it. A line and a head must fit.
        most.MaxRequestBufferSize = 131_072;
        most.MaxResponseBufferSize = 65_536;
        most.Http2.MaxStreamsPerConnection = 100;
        most.Http2.InitialStreamWindowSize = 131_072;
        most.Http2.InitialConnectionWindowSize = 262_144;
        most.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        most.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }
}

/// <summary>Lets in so many connections of one address and no more, so that nobody takes the places of all others.</summary>
internal sealed class AddressGate(IOptions<LimitsOptions> limits, IOptions<ForwardedHeadersOptions> proxies)
{
    private readonly Headcount inside = new();

    /// <summary>Web sockets stand on connections too, and have a limit of their own.</summary>
    private int Most => limits.Value.ConnectionsPerVisitor + limits.Value.SocketsPerVisitor;

    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as System.Net.IPEndPoint)?.Address;
        if (address is null || IsTrusted(address))
        {
            await next(connection);
            return;
        }

        // Returning closes it, with nothing said: there is no request yet that could be answered.
        using var place = inside.Enter(Visitor.Of(address), Most);
        if (place is not null)
        {
            await next(connection);
        }
    };

    /// <summary>Whoever stands between us and many people, and this machine itself, on which proxies often run.</summary>
    private bool IsTrusted(System.Net.IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return System.Net.IPAddress.IsLoopback(plain) || proxies.Value.KnownProxies.Contains(plain) || proxies.Value.KnownIPNetworks.Any(network => network.Contains(plain));
    }
}
