using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace TalusBot.Endurance;

/// <summary>
/// Somebody who talks over Direct Line as a page does: posts until a message is acknowledged, under the same name each time, and
/// holds a web socket that is opened again after the last watermark when it is lost.
/// </summary>
internal sealed class Talker(Caller caller, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> asked = new(StringComparer.Ordinal);
    private string token = "";
    private string conversation = "";
    private long watermark;

    /// <summary>What was acknowledged: the id and the words.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>How often the socket brought something that does not follow on what it brought before.</summary>
    public int Misplaced { get; private set; }

    public int Reconnects { get; private set; }

    /// <summary>How long replies took from before the post, in milliseconds.</summary>
    public ConcurrentQueue<double> Delays { get; } = [];

    /// <summary>Whether the socket is open and has brought the welcome.</summary>
    public bool IsListening => Interlocked.Read(ref watermark) > 0;

    /// <summary>How many of the acknowledged messages the socket has brought no reply to yet.</summary>
    public int Awaited => asked.Count;

    public async Task BeginAsync(CancellationToken cancel)
    {
        token = (await caller.UntilDoneAsync(HttpMethod.Post, "/api/chat/token", body: null, token, cancel)).GetProperty("token").GetString()!;
        var started = await caller.UntilDoneAsync(HttpMethod.Post, "/v3/directline/conversations", "{}", token, cancel);
        conversation = started.GetProperty("conversationId").GetString()!;
    }

    /// <summary>Says something until it is acknowledged.</summary>
    public async Task SayAsync(string words, CancellationToken cancel)
    {
        var name = Guid.NewGuid().ToString("N");
        var body = $$"""{"type":"message","from":{"id":"r_endurance"},"text":"{{JsonEncodedText.Encode(words)}}","channelData":{"clientActivityID":"{{name}}"} }""";
        var since = clock.GetTimestamp();
        var id = (await caller.UntilDoneAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", body, token, cancel)).GetProperty("id").GetString()!;
        Acknowledged[id] = words;

        // The reply may have come before the acknowledgement.
        if (!asked.TryAdd(id, since) && asked.TryRemove(id, out _))
        {
            Delays.Enqueue(clock.GetElapsedTime(since).TotalMilliseconds);
        }
    }

    /// <summary>Holds the socket open until told to stop.</summary>
    public async Task ListenAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var grant = await caller.UntilDoneAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}?watermark={watermark}", body: null, token, cancel);
                using var socket = new ClientWebSocket();
                await socket.ConnectAsync(new Uri(grant.GetProperty("streamUrl").GetString()!), cancel);
                await ReceiveAsync(socket, cancel);
            }
            catch (Exception error) when (error is WebSocketException or HttpRequestException or IOException or System.Net.Sockets.SocketException)
            {
                // Lost; it is opened again.
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }

            Reconnects++;
        }
    }

    /// <summary>The whole log, as its clients can read it.</summary>
    public async Task<List<JsonElement>> ReadAsync(CancellationToken cancel)
    {
        var all = new List<JsonElement>();
        for (var after = "0"; ;)
        {
            var page = await caller.UntilDoneAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities?watermark={after}", body: null, token, cancel);
            var activities = page.GetProperty("activities").EnumerateArray().ToList();
            if (activities.Count == 0)
            {
                return all;
            }

            all.AddRange(activities);
            after = page.GetProperty("watermark").GetString()!;
        }
    }

    private async Task ReceiveAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                received = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (received.MessageType is WebSocketMessageType.Close)
            {
                return;
            }

            if (length > 0)
            {
                using var frame = JsonDocument.Parse(buffer.AsMemory(0, length));
                foreach (var activity in frame.RootElement.GetProperty("activities").EnumerateArray())
                {
                    Hear(activity);
                }
            }
        }
    }

    private void Hear(JsonElement activity)
    {
        var place = PlaceOf(activity);
        if (place != watermark + 1)
        {
            Misplaced++;
        }

        watermark = place;
        if (activity.TryGetProperty("replyToId", out var to) && !asked.TryAdd(to.GetString()!, 0) && asked.TryRemove(to.GetString()!, out var since))
        {
            Delays.Enqueue(clock.GetElapsedTime(since).TotalMilliseconds);
        }
    }

    public static long PlaceOf(JsonElement activity) => long.Parse(activity.GetProperty("id").GetString()!.Split('|')[1], System.Globalization.CultureInfo.InvariantCulture);
}
