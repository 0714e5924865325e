using System.Net.Sockets;
using TalusBot.Benchmarks.Turns;

namespace TalusBot.Benchmarks.Starts;

/// <summary>From the start of a process to its first answer.</summary>
/// <param name="Milliseconds">On the clock.</param>
/// <param name="ProcessorMilliseconds">What the process used until then, on all cores.</param>
internal sealed record FirstAnswer(double Milliseconds, double ProcessorMilliseconds)
{
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    /// <summary>Asks as soon as the bot listens.</summary>
    /// <param name="start">Starts the process.</param>
    public static async Task<(FirstAnswer Figures, MeasuredBot Bot)> MeasureAsync(Func<MeasuredBot> start, string question)
    {
        var since = TimeProvider.System.GetTimestamp();
        var bot = start();
        while (true)
        {
            using var connection = new TurnConnection(bot.Address);
            try
            {
                connection.Open();
                connection.Ask("first", "0", question);
                return (new(TimeProvider.System.GetElapsedTime(since).TotalMilliseconds, bot.ProcessorTime.TotalMilliseconds), bot);
            }
            catch (SocketException) when (TimeProvider.System.GetElapsedTime(since) < LongestStart)
            {
                await Task.Delay(BeforeTryingAgain, TimeProvider.System);
            }
        }
    }
}
