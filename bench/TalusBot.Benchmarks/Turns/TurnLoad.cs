using System.Globalization;
using System.Net.Sockets;

namespace TalusBot.Benchmarks.Turns;

/// <summary>
/// Asks a bot over so many connections, on each the next question as soon as the last one is answered. One thread does it all
/// and looks at every connection on which something has come before it waits again: it shares its core with the bot.
/// </summary>
/// <param name="Seconds">How long it is measured.</param>
/// <param name="WarmUp">Seconds before that in which as much is asked and nothing measured.</param>
internal sealed record TurnLoad(int Seconds, int WarmUp, int Connections)
{
    private const int TurnsInConversation = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <param name="processorTime">What the bot has used so far; null where it is not to be seen.</param>
    /// <exception cref="InvalidDataException">Something else than a reply came, or nothing.</exception>
    public async Task<TurnFigures> RunAsync(Uri address, AskedTexts texts, Func<TimeSpan>? processorTime = null)
    {
        await AskAsync(address, texts, TimeSpan.FromSeconds(WarmUp));
        var before = processorTime?.Invoke();
        var since = TimeProvider.System.GetTimestamp();
        var took = await AskAsync(address, texts, TimeSpan.FromSeconds(Seconds));
        return TurnFigures.Of(took, TimeProvider.System.GetElapsedTime(since), processorTime?.Invoke() - before);
    }

    /// <summary>How long each turn took, in milliseconds. All that was asked is answered when it ends.</summary>
    private Task<List<double>> AskAsync(Uri address, AskedTexts texts, TimeSpan within) =>
        Task.Factory.StartNew(() => Ask(address, texts, within), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private List<double> Ask(Uri address, AskedTexts texts, TimeSpan within)
    {
        var took = new List<double>();
        var begun = TimeProvider.System.GetTimestamp();
        var talks = Enumerable.Range(0, Connections).Select(_ => new Talk(new TurnConnection(address))).ToDictionary(talk => talk.Connection.Socket);
        try
        {
            foreach (var talk in talks.Values)
            {
                talk.Connection.Open();
                talk.Ask(texts.Next());
            }

            while (talks.Count > 0)
            {
                var ready = new List<Socket>(talks.Keys);
                Socket.Select(ready, null, null, LongestWait);
                if (ready.Count == 0)
                {
                    throw new InvalidDataException($"Nothing was answered for {LongestWait.TotalSeconds:0} seconds.");
                }

                foreach (var talk in ready.Select(socket => talks[socket]).Where(talk => talk.Connection.Hear()))
                {
                    took.Add(TimeProvider.System.GetElapsedTime(talk.AskedAt).TotalMilliseconds);
                    if (TimeProvider.System.GetElapsedTime(begun) < within)
                    {
                        talk.Ask(texts.Next());
                    }
                    else
                    {
                        talks.Remove(talk.Connection.Socket);
                        talk.Dispose();
                    }
                }
            }

            return took;
        }
        finally
        {
            foreach (var talk in talks.Values)
            {
                talk.Dispose();
            }
        }
    }

    /// <summary>What is said over one connection.</summary>
    private sealed class Talk(TurnConnection connection) : IDisposable
    {
        private string conversation = "";
        private int turns;

        public TurnConnection Connection => connection;

        public long AskedAt { get; private set; }

        public void Ask(string text)
        {
            // A bot may take the same activity of the same conversation for one that was brought twice.
            conversation = turns % TurnsInConversation == 0 ? Guid.NewGuid().ToString() : conversation;
            var id = turns.ToString(CultureInfo.InvariantCulture);
            turns++;
            AskedAt = TimeProvider.System.GetTimestamp();
            connection.Say(conversation, id, text);
        }

        public void Dispose() => connection.Dispose();
    }
}
