using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TalusBot.Benchmarks.Turns;

/// <summary>
/// One connection that is kept open, one turn after another over it. HTTP is spoken by hand and whoever asks waits for the
/// answer without a thread pool between: the load runs on the cores of the bot that it measures, and whatever it takes is
/// missing there.
/// </summary>
internal sealed class TurnConnection : IDisposable
{
    private readonly Uri address;
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ArrayBufferWriter<byte> request = new();
    private readonly ArrayBufferWriter<byte> body = new();
    private byte[] answer = new byte[1 << 16];

    // What has arrived of the answer, and what of that has been read.
    private int filled;
    private int read;

    public TurnConnection(Uri address)
    {
        this.address = address;
    }

    public void Open() => socket.Connect(new IPEndPoint(IPAddress.Loopback, address.Port));

    /// <summary>Says a message and reads the replies to it.</summary>
    /// <exception cref="InvalidDataException">The answer is no reply.</exception>
    public void Ask(string conversation, string id, string text)
    {
        WriteActivity(conversation, id, text);
        request.ResetWrittenCount();
        request.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/messages HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.WrittenCount}\r\n\r\n")));
        request.Write(body.WrittenSpan);
        for (var unsent = request.WrittenSpan; !unsent.IsEmpty;)
        {
            unsent = unsent[socket.Send(unsent)..];
        }

        (filled, read) = (0, 0);
        Check(ReadAnswer(), text);
    }

    public void Dispose() => socket.Dispose();

    private void WriteActivity(string conversation, string id, string text)
    {
        body.ResetWrittenCount();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("id", id);
        json.WriteString("channelId", "emulator");
        json.WriteString("serviceUrl", "http://localhost:9");
        json.WriteString("deliveryMode", "expectReplies");
        json.WriteString("locale", "en-US");
        json.WriteString("text", text);
        json.WriteString("textFormat", "plain");
        WriteId(json, "from", "reader");
        WriteId(json, "recipient", "bot");
        WriteId(json, "conversation", conversation);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("id", id);
        json.WriteEndObject();
    }

    /// <summary>The body of an answer, which has its length in its head or comes in chunks.</summary>
    private ReadOnlyMemory<byte> ReadAnswer()
    {
        var status = Encoding.ASCII.GetString(ReadLine().Span);
        int? length = null;
        while (Encoding.ASCII.GetString(ReadLine().Span) is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(header.AsSpan(15), CultureInfo.InvariantCulture);
            }
        }

        if (!status.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"A turn was answered with \"{status}\".");
        }

        if (length is { } whole)
        {
            return ReadBytes(whole);
        }

        body.ResetWrittenCount();
        while (true)
        {
            if (!Utf8Parser.TryParse(ReadLine().Span, out int chunk, out _, 'x'))
            {
                throw new InvalidDataException("An answer has a chunk without a length.");
            }

            body.Write(ReadBytes(chunk).Span);
            ReadLine();
            if (chunk == 0)
            {
                return body.WrittenMemory;
            }
        }
    }

    private ReadOnlyMemory<byte> ReadLine()
    {
        int end;
        while ((end = answer.AsSpan(read, filled - read).IndexOf("\r\n"u8)) < 0)
        {
            Receive();
        }

        var line = answer.AsMemory(read, end);
        read += end + 2;
        return line;
    }

    private ReadOnlyMemory<byte> ReadBytes(int count)
    {
        while (filled - read < count)
        {
            Receive();
        }

        read += count;
        return answer.AsMemory(read - count, count);
    }

    private void Receive()
    {
        if (filled == answer.Length)
        {
            Array.Resize(ref answer, 2 * filled);
        }

        var more = socket.Receive(answer.AsSpan(filled));
        filled += more > 0 ? more : throw new InvalidDataException("The bot has closed a connection.");
    }

    private static void Check(ReadOnlyMemory<byte> answer, string asked)
    {
        using var json = JsonDocument.Parse(answer);
        if (!json.RootElement.TryGetProperty("activities", out var replies) || !replies.EnumerateArray().Any(IsReply))
        {
            throw new InvalidDataException($"\"{asked}\" got no reply: {json.RootElement.GetRawText()}");
        }
    }

    private static bool IsReply(JsonElement reply) =>
        reply.GetProperty("type").ValueEquals("message")
        && (reply.TryGetProperty("text", out var text) && text.GetString() is { Length: > 0 } || reply.TryGetProperty("attachments", out var cards) && cards.GetArrayLength() > 0);
}
