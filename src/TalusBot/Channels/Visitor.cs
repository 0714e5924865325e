using System.Net;
using System.Net.Sockets;

namespace TalusBot.Channels;

/// <summary>Tells visitors apart for rate limits, in memory only.</summary>
internal static class Visitor
{
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <summary>The address; of IPv6 the /64 network, which one household or phone usually has for itself.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]).ToString()
            : address.ToString();
    }
}
