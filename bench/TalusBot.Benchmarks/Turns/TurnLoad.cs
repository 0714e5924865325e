using System.Globalization;

namespace TalusBot.Benchmarks.Turns;

/// <summary>Asks a bot over so many connections, on each the next question as soon as the last one is answered.</summary>
/// <param name="Seconds">How long it is measured.</param>
/// <param name="WarmUp">Seconds before that in which as much is asked and nothing measured.</param>
internal sealed record TurnLoad(int Seconds, int WarmUp, int Connections)
{
    private const int TurnsInConversation = 20;

    /// <exception cref="InvalidDataException">Something else than a reply came.</exception>
    public async Task<TurnFigures> RunAsync(Uri address, AskedTexts texts)
    {
        var time = TimeProvider.System;
        var begun = time.GetTimestamp();
        var (from, to) = (TimeSpan.FromSeconds(WarmUp), TimeSpan.FromSeconds(WarmUp + Seconds));
        using var failed = new CancellationTokenSource();
        var asked = -1;
        var took = await Task.WhenAll(Enumerable.Range(0, Connections).Select(number => Task.Run(() => AskOnAsync(number))));
        return TurnFigures.Of(took.SelectMany(times => times), TimeSpan.FromSeconds(Seconds));

        async Task<List<double>> AskOnAsync(int number)
        {
            try
            {
                using var connection = new TurnConnection(address);
                await connection.OpenAsync(failed.Token);
                var times = new List<double>();
                for (var turn = 0; ; turn++)
                {
                    var conversation = string.Create(CultureInfo.InvariantCulture, $"{number}-{turn / TurnsInConversation}");
                    var id = string.Create(CultureInfo.InvariantCulture, $"{number}-{turn}");
                    var text = texts[Interlocked.Increment(ref asked)];
                    var since = time.GetTimestamp();
                    await connection.AskAsync(conversation, id, text, failed.Token);
                    var now = time.GetElapsedTime(begun);
                    if (now >= to)
                    {
                        return times;
                    }

                    if (now >= from)
                    {
                        times.Add(time.GetElapsedTime(since).TotalMilliseconds);
                    }
                }
            }
            catch (InvalidDataException)
            {
                await failed.CancelAsync();
                throw;
            }
        }
    }
}
