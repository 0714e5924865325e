using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.WebSockets;
using TalusBot.Storage;

namespace TalusBot.Channels.DirectLine;

/// <summary>The open web sockets. A conversation has one for each tab of its reader, of which the newest wins.</summary>
/// <remarks>
/// Direct Line clients know nothing of tabs: they have one between them, so one socket a conversation. The widget names its tab.
/// A socket is a cursor on the conversation's log. New entries only wake it; what it sends it always reads from the log after
/// its own position, so there is no gap and no overlap between replay and live, and no queue that could grow.
/// </remarks>
internal sealed class LiveStreams(ConversationStore store, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int PageSize = 100;

    /// <summary>What one frame holds of the log, in UTF-16 units, unless one entry alone is longer: so much can be held for each socket whose client does not read.</summary>
    private const int FrameCharacters = 65_536;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BeforeReadingAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowestReader = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, ImmutableList<LiveStream>> open = new(StringComparer.Ordinal);
    private readonly Headcount seats = new();

    /// <summary>Tells the conversation's sockets that the log has grown.</summary>
    public void Wake(string conversation) => Of(conversation).ForEach(static stream => stream.Wake());

    /// <summary>Any log may have grown.</summary>
    public void WakeAll()
    {
        foreach (var streams in open.Values)
        {
            streams.ForEach(static stream => stream.Wake());
        }
    }

    /// <summary>Ends the conversation's sockets.</summary>
    public void Close(string conversation) => Of(conversation).ForEach(static stream => stream.End());

    /// <returns>Null where this visitor has as many sockets open as one may have, or everybody together.</returns>
    public IDisposable? TakeSeat(string visitor, LimitsOptions limits) => seats.Enter(visitor, limits.SocketsPerVisitor, limits.SocketsTotal);

    /// <summary>Serves one socket until either side closes it.</summary>
    /// <param name="tab">What the client calls its tab; empty where it does not.</param>
    public async Task RunAsync(string conversation, string tab, long after, WebSocket socket, CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        var stream = new LiveStream(socket, tab, ending);
        LiveStream? older = null;
        open.AddOrUpdate(conversation, [stream], (_, before) =>
        {
            older = before.Find(other => other.Tab == tab);
            return (older is null ? before : before.Remove(older)).Add(stream);
        });
        older?.Replace();
        var listening = stream.ListenAsync(clock);
        try
        {
            await SendAllAsync(conversation, after, stream, ending.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // Either side has gone; the client comes back with its watermark.
        }
        finally
        {
            Remove(conversation, stream);
            await stream.CloseAsync(listening, lifetime.ApplicationStopping.IsCancellationRequested, clock);
        }
    }

    private async Task SendAllAsync(string conversation, long after, LiveStream stream, CancellationToken cancel)
    {
        var most = PageSize;
        while (true)
        {
            (var frame, after, most) = await NextFrameAsync(conversation, after, most, cancel);
            if (frame is not null)
            {
                await stream.SendAsync(frame, SlowestReader, clock, cancel);
            }
            else if (!await stream.WaitAsync(KeepAlive, clock, cancel))
            {
                await stream.SendAsync(ReadOnlyMemory<byte>.Empty, SlowestReader, clock, cancel);
            }
        }
    }

    /// <summary>What comes next, and no more of the log than that: it may be held as long as the client takes to read it.</summary>
    /// <param name="most">How many entries are read at once; where few fit into a frame, few are read for the next.</param>
    /// <returns>No frame where there is nothing new; with the place of its last entry, and how many are to be read for the next.</returns>
    private async Task<(byte[]? Frame, long After, int Most)> NextFrameAsync(string conversation, long after, int most, CancellationToken cancel)
    {
        var page = await ReadAsync(conversation, after, most, cancel);
        if (page.Count == 0)
        {
            return (null, after, most);
        }

        var next = DirectLineWire.Cut(page, FrameCharacters) ? page.Count + 1 : Math.Min(PageSize, most * 2);
        return (DirectLineWire.ActivitySet(conversation, after, page), page[^1].Sequence, next);
    }

    /// <summary>While the store cannot be read, sockets stay open and wait.</summary>
    private async Task<List<LogEntry>> ReadAsync(string conversation, long after, int most, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await store.ReadLogAsync(conversation, after, most, cancel);
            }
            catch (StorageUnavailableException)
            {
                await Task.Delay(BeforeReadingAgain, clock, cancel);
            }
        }
    }

    private ImmutableList<LiveStream> Of(string conversation) => open.GetValueOrDefault(conversation, []);

    private void Remove(string conversation, LiveStream stream)
    {
        // Whoever removes the last one removes the list, unless somebody has come since.
        if (open.AddOrUpdate(conversation, [], (_, before) => before.Remove(stream)) is { IsEmpty: true } none)
        {
            open.TryRemove(new KeyValuePair<string, ImmutableList<LiveStream>>(conversation, none));
        }
    }
}
