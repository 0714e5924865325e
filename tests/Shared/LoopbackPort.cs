using System.Net;
using System.Net.Sockets;

namespace TalusBot.Tests;

internal static class LoopbackPort
{
    /// <summary>One that nobody listens on just now.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
