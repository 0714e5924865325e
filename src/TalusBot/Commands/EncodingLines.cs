using System.Globalization;
using TalusBot.Knowledge;

namespace TalusBot.Commands;

/// <summary>Says every ten seconds how far the encoding of a large site's sentences is; of a small one's, nothing.</summary>
internal sealed class EncodingLines(CommandOutput to) : IProgress<(int Done, int Of)>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private long since = TimeProvider.System.GetTimestamp();

    public void Report((int Done, int Of) value)
    {
        if (value.Of > Snapshot.MostEncodedAtOnce && TimeProvider.System.GetElapsedTime(since) >= BetweenLines)
        {
            since = TimeProvider.System.GetTimestamp();
            to.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.Of} sentences are encoded."));
        }
    }
}
