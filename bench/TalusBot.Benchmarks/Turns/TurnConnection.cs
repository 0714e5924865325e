using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TalusBot.Benchmarks.Turns;

/// <summary>
/// One connection that is kept open, one turn after another over it. HTTP is spoken by hand: the load runs on the cores of
/// the bot that it measures, and a general client would take a good share of them.
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

    public async Task OpenAsync(CancellationToken cancel) => await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), cancel);

    /// <summary>Says a message and reads the replies to it.</summary>
    /// <exception cref="InvalidDataException">The answer is no reply.</exception>
    public async Task AskAsync(string conversation, string id, string text, CancellationToken cancel)
    {
        WriteActivity(conversation, id, text);
        request.ResetWrittenCount();
        request.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/messages HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.WrittenCount}\r\n\r\n")));
        request.Write(body.WrittenSpan);
        for (var unsent = request.WrittenMemory; !unsent.IsEmpty;)
        {
            unsent = unsent[await socket.SendAsync(unsent, cancel)..];
        }

        (filled, read) = (0, 0);
        Check(await ReadAnswerAsync(cancel), text);
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
    private async Task<ReadOnlyMemory<byte>> ReadAnswerAsync(CancellationToken cancel)
    {
        var status = Encoding.ASCII.GetString((await ReadLineAsync(cancel)).Span);
        int? length = null;
        while (Encoding.ASCII.GetString((await ReadLineAsync(cancel)).Span) is { Length: > 0 } header)
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
            return await ReadBytesAsync(whole, cancel);
        }

        body.ResetWrittenCount();
        while (true)
        {
            if (!Utf8Parser.TryParse((await ReadLineAsync(cancel)).Span, out int chunk, out _, 'x'))
            {
                throw new InvalidDataException("An answer has a chunk without a length.");
            }

            body.Write((await ReadBytesAsync(chunk, cancel)).Span);
            await ReadLineAsync(cancel);
            if (chunk == 0)
            {
                return body.WrittenMemory;
            }
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadLineAsync(CancellationToken cancel)
    {
        int end;
        while ((end = answer.AsSpan(read, filled - read).IndexOf("\r\n"u8)) < 0)
        {
            await ReceiveAsync(cancel);
        }

        var line = answer.AsMemory(read, end);
        read += end + 2;
        return line;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(int count, CancellationToken cancel)
    {
        while (filled - read < count)
        {
            await ReceiveAsync(cancel);
        }

        read += count;
        return answer.AsMemory(read - count, count);
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        if (filled == answer.Length)
        {
            Array.Resize(ref answer, 2 * filled);
        }

        var more = await socket.ReceiveAsync(answer.AsMemory(filled), cancel);
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
