using System.Net.WebSockets;
using System.Threading.Channels;

namespace TalusBot.Channels.DirectLine;

/// <summary>One open web socket.</summary>
/// <param name="tab">What the client calls its tab; empty where it does not.</param>
internal sealed class LiveStream(WebSocket socket, string tab, CancellationTokenSource ending)
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>How much a client may say in a minute, in bytes; all that clients say is an empty frame every 20 seconds.</summary>
    private const int MostHeard = 65_536;

    /// <summary>Likewise in pieces of messages.</summary>
    private const int MostPieces = 600;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private volatile bool replaced;
    private volatile bool tooLoud;

    public string Tab => tab;

    public void Wake() => woken.Writer.TryWrite(true);

    public void End() => TryCancel();

    /// <summary>A newer socket of the same conversation and tab has come.</summary>
    public void Replace()
    {
        replaced = true;
        TryCancel();
    }

    /// <returns>False where <paramref name="longest"/> passed without a wake-up.</returns>
    public async Task<bool> WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await woken.Reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <exception cref="OperationCanceledException">The client does not read, or the socket is ending.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> frame, TimeSpan longest, TimeProvider clock, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, either.Token);
    }

    /// <summary>Reads and forgets what the client sends (its keep-alives), until it closes or says more than any client has to say.</summary>
    public async Task ListenAsync(TimeProvider clock)
    {
        var buffer = new byte[1024];
        var (heard, pieces, since) = (0, 0, clock.GetUtcNow());
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    return;
                }

                if (clock.GetUtcNow() - since > Minute)
                {
                    (heard, pieces, since) = (0, 0, clock.GetUtcNow());
                }

                (heard, pieces) = (heard + received.Count, pieces + 1);
                if (heard > MostHeard || pieces > MostPieces)
                {
                    tooLoud = true;
                    return;
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Gone without a word.
        }
        finally
        {
            TryCancel();
        }
    }

    /// <summary>Says goodbye, gives the other side a moment to hear it, and lets go.</summary>
    public async Task CloseAsync(Task listening, bool stopping, TimeProvider clock)
    {
        using var patience = new CancellationTokenSource(LongestGoodbye, clock);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                var (status, reason) = tooLoud ? (WebSocketCloseStatus.MessageTooBig, "too much was sent")
                    : replaced ? (WebSocketCloseStatus.NormalClosure, "collision")
                    : stopping ? (WebSocketCloseStatus.EndpointUnavailable, "restarting")
                    : (WebSocketCloseStatus.NormalClosure, "bye");
                await socket.CloseOutputAsync(status, reason, patience.Token);
                await listening.WaitAsync(patience.Token);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is closed all the same.
        }
        finally
        {
            socket.Abort();
            await listening;
        }
    }

    private void TryCancel()
    {
        try
        {
            ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended already.
        }
    }
}
