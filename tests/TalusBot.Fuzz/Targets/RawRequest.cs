using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TalusBot.Fuzz.Targets;

/// <summary>A request as bytes, which no client library has mended.</summary>
/// <param name="IsFramed">Whether its length is said rightly, so that there must be an answer.</param>
internal sealed record RawRequest(byte[] Bytes, bool IsFramed)
{
    /// <summary>The limit that the host has by default, in bytes. What is larger is refused while it is still sent, and the answer may be lost with the connection.</summary>
    private const int LargestBody = 262_144;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(0.3);

    /// <summary>Head and body stand apart by the first empty line; lines of the head may end with LF.</summary>
    /// <param name="keepsFraming">Whether what it says of its own length stays as it is, wrong or not.</param>
    public static RawRequest Of(byte[] input, int port, bool keepsFraming)
    {
        var at = input.AsSpan().IndexOf("\n\n"u8);
        var (head, body) = at < 0 ? (input, []) : (input[..at], input[(at + 2)..]);
        // Servers pass over empty lines before a request.
        var text = Encoding.Latin1.GetString(head).ReplaceLineEndings("\n").TrimStart('\n');
        var lines = text.Split('\n').ToList();
        if (!lines.Exists(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)))
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Host: 127.0.0.1:{port}"));
        if (!keepsFraming)
        {
            lines.RemoveAll(line => Is(line, "Content-Length") || Is(line, "Transfer-Encoding") || Is(line, "Connection") || Is(line, "Expect") || Is(line, "Upgrade"));
            lines.Add("Connection: close");
            if (body.Length > 0 || lines[0].StartsWith("POST", StringComparison.Ordinal))
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}"));
        }

        // A version that there is not is answered 505, as HTTP has it; that is the server's and says nothing of us.
        if (lines[0].LastIndexOf(' ') is > 0 and var version)
            lines[0] = lines[0][..version] + (lines[0].EndsWith(" HTTP/1.0", StringComparison.Ordinal) ? " HTTP/1.0" : " HTTP/1.1");

        return new([.. Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), .. body], !keepsFraming && body.Length <= LargestBody);
    }

    /// <summary>The answer's status; 0 where there is none.</summary>
    public int Send(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.ReceiveTimeout = (int)(IsFramed ? Patience : ShortPatience).TotalMilliseconds;
        socket.Connect(IPAddress.Loopback, port);
        var answer = new byte[64 * 1024];
        var length = 0;
        try
        {
            socket.Send(Bytes);
            while (length < answer.Length && socket.Receive(answer, length, answer.Length - length, SocketFlags.None) is > 0 and var read)
            {
                length += read;
                // A socket or an endless answer is not waited for.
                if (StatusOf(answer.AsSpan(0, length)) == 101)
                    break;
            }
        }
        catch (SocketException)
        {
            // Refused in the middle, or nothing came.
        }

        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        return StatusOf(answer.AsSpan(0, length));
    }

    private static int StatusOf(ReadOnlySpan<byte> answer) =>
        answer.StartsWith("HTTP/1.1 "u8) && answer.Length >= 12 && int.TryParse(answer[9..12], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;

    private static bool Is(string line, string header) => line.StartsWith(header, StringComparison.OrdinalIgnoreCase) && line.AsSpan(header.Length).TrimStart().StartsWith(":");
}
