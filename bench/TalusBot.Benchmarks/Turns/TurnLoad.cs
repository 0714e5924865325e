using System.Globalization;
using System.Net.Sockets;

namespace TalusBot.Benchmarks.Turns;

/// <summary>Asks a bot over so many connections, on each the next question as soon as the last one is answered.</summary>
/// <param name="Seconds">How long it is measured.</param>
/// <param name="WarmUp">Seconds before that in which as much is asked and nothing measured.</param>
internal sealed record TurnLoad(int Seconds, int WarmUp, int Connections)
{
    private const int TurnsInConversation = 20;

    /// <param name="processorTime">What the bot has used so far; null where it is not to be seen.</param>
    /// <exception cref="InvalidDataException">Something else than a reply came.</exception>
    public async Task<TurnFigures> RunAsync(Uri address, AskedTexts texts, Func<TimeSpan>? processorTime = null)
    {
        await AskAsync(address, texts, TimeSpan.FromSeconds(WarmUp));
        var before = processorTime?.Invoke();
        var since = TimeProvider.System.GetTimestamp();
        var took = await AskAsync(address, texts, TimeSpan.FromSeconds(Seconds));
        return TurnFigures.Of(took, TimeProvider.System.GetElapsedTime(since), processorTime?.Invoke() - before);
    }

    /// <summary>How long each turn took, in milliseconds. All that was asked is answered when it ends.</summary>
    private async Task<List<double>> AskAsync(Uri address, AskedTexts texts, TimeSpan within)
    {
        using var failed = new CancellationTokenSource();
        var begun = TimeProvider.System.GetTimestamp();
        var took = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Factory.StartNew(AskOn, failed.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return [.. took.SelectMany(times => times)];

        List<double> AskOn()
        {
            try
            {
                using var connection = new TurnConnection(address);
                connection.Open();
                var times = new List<double>();
                var conversation = "";
                while (TimeProvider.System.GetElapsedTime(begun) < within && !failed.IsCancellationRequested)
                {
                    // A bot may take the same activity of the same conversation for one that was brought twice.
                    conversation = times.Count % TurnsInConversation == 0 ? Guid.NewGuid().ToString() : conversation;
                    var id = times.Count.ToString(CultureInfo.InvariantCulture);
                    var text = texts.Next();
                    var since = TimeProvider.System.GetTimestamp();
                    connection.Ask(conversation, id, text);
                    times.Add(TimeProvider.System.GetElapsedTime(since).TotalMilliseconds);
                }

                return times;
            }
            catch (Exception problem) when (problem is InvalidDataException or SocketException)
            {
                failed.Cancel();
                throw;
            }
        }
    }
}
