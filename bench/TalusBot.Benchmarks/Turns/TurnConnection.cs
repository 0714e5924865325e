using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TalusBot.Benchmarks.Turns;

/// <summary>
/// One connection that is kept open, one turn after another over it. HTTP is spoken by hand: the load runs on the cores of the
/// bot that it measures, and whatever it takes is missing there.
/// </summary>
internal sealed class TurnConnection : IDisposable
{
    private readonly ArrayBufferWriter<byte> request = new();
    private readonly ArrayBufferWriter<byte> body = new();
    private readonly Utf8JsonWriter json;
    private readonly Uri address;
    private readonly byte[] head;
    private byte[] answer = new byte[1 << 14];

    // How much of the answer has arrived.
    private int filled;
    private string asked = "";

    public TurnConnection(Uri address)
    {
        this.address = address;
        head = Encoding.ASCII.GetBytes($"POST /api/messages HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: ");
        json = new Utf8JsonWriter(body);
    }

    public Socket Socket { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public void Open() => Socket.Connect(new IPEndPoint(IPAddress.Loopback, address.Port));

    /// <summary>Says a message and waits for the replies to it.</summary>
    /// <exception cref="InvalidDataException">The answer is no reply.</exception>
    public void Ask(string conversation, string id, string text)
    {
        Say(conversation, id, text);
        while (!Hear())
        {
        }
    }

    /// <summary>Says a message; the replies to the one before have been read.</summary>
    public void Say(string conversation, string id, string text)
    {
        (asked, filled) = (text, 0);
        WriteActivity(conversation, id, text);
        request.ResetWrittenCount();
        request.Write(head);
        request.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{body.WrittenCount}\r\n\r\n")));
        request.Write(body.WrittenSpan);
        for (var unsent = request.WrittenSpan; !unsent.IsEmpty;)
        {
            unsent = unsent[Socket.Send(unsent)..];
        }
    }

    /// <summary>Reads what has arrived, and waits where that is nothing.</summary>
    /// <returns>Whether that was the last of the answer.</returns>
    /// <exception cref="InvalidDataException">The answer is no reply.</exception>
    public bool Hear()
    {
        if (filled == answer.Length)
        {
            Array.Resize(ref answer, 2 * filled);
        }

        var more = Socket.Receive(answer.AsSpan(filled));
        filled += more > 0 ? more : throw new InvalidDataException("The bot has closed a connection.");
        if (HttpAnswer.Body(answer.AsMemory(0, filled), body) is not { } replies)
        {
            return false;
        }

        Check(replies);
        return true;
    }

    public void Dispose()
    {
        json.Dispose();
        Socket.Dispose();
    }

    private void WriteActivity(string conversation, string id, string text)
    {
        body.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("id", id);
        json.WriteString("channelId", "emulator");
        json.WriteString("serviceUrl", "http://localhost:9");
        json.WriteString("deliveryMode", "expectReplies");
        json.WriteString("locale", "en-US");
        json.WriteString("text", text);
        json.WriteString("textFormat", "plain");
        WriteId("from", "reader");
        WriteId("recipient", "bot");
        WriteId("conversation", conversation);
        json.WriteEndObject();
        json.Flush();
    }

    private void WriteId(string name, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("id", id);
        json.WriteEndObject();
    }

    private void Check(ReadOnlyMemory<byte> replies)
    {
        using var read = JsonDocument.Parse(replies);
        if (!read.RootElement.TryGetProperty("activities", out var activities) || !activities.EnumerateArray().Any(IsReply))
        {
            throw new InvalidDataException($"\"{asked}\" got no reply: {read.RootElement.GetRawText()}");
        }
    }

    private static bool IsReply(JsonElement reply) =>
        reply.GetProperty("type").ValueEquals("message")
        && (reply.TryGetProperty("text", out var text) && !text.ValueEquals("") || reply.TryGetProperty("attachments", out var cards) && cards.GetArrayLength() > 0);
}
