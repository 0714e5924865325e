using System.Net.Sockets;
using System.Text;

namespace TalusBot.Tests.Security;

/// <summary>A TCP connection by which a test says exactly the bytes it wants, and no client library's manners get in between.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Socket socket;

    private RawConnection(Socket socket) => this.socket = socket;

    /// <param name="receives">How many bytes wait on this side before the other has to; null leaves that to the system.</param>
    public static async Task<RawConnection> OpenAsync(string address, int? receives = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receives is { } bytes)
        {
            socket.ReceiveBufferSize = bytes;
        }

        var uri = new Uri(address);
        await socket.ConnectAsync(uri.Host, uri.Port);
        return new RawConnection(socket);
    }

    public Task SayAsync(string words) => SayAsync(Encoding.Latin1.GetBytes(words));

    /// <summary>A connection that is closed meanwhile is no mistake: it is what is looked for.</summary>
    public async Task SayAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await socket.SendAsync(bytes, patience.Token)..];
            }
        }
        catch (SocketException)
        {
            // Said in vain; what was answered can still be read.
        }
    }

    /// <summary>Everything that is answered until the other side closes; it must, within the patience of a test.</summary>
    public async Task<string> HearAllAsync()
    {
        var heard = new StringBuilder();
        var buffer = new byte[8192];
        for (var count = await HearAsync(buffer); count > 0; count = await HearAsync(buffer))
        {
            heard.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return heard.ToString();
    }

    /// <summary>What is answered until these words have come, or until the end.</summary>
    public async Task<string> HearUntilAsync(string words)
    {
        var heard = new StringBuilder();
        var buffer = new byte[1];
        while (!heard.ToString().EndsWith(words, StringComparison.Ordinal) && await HearAsync(buffer) > 0)
        {
            heard.Append((char)buffer[0]);
        }

        return heard.ToString();
    }

    /// <returns>0 where the other side has closed.</returns>
    public async Task<int> HearAsync(Memory<byte> buffer)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await socket.ReceiveAsync(buffer, patience.Token);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    public void Dispose() => socket.Dispose();
}
