using System.Globalization;

namespace TalusBot.Fuzz.Running;

/// <summary>What a run of one target came to.</summary>
/// <param name="Seconds">Of this target alone.</param>
/// <param name="Slowest">Milliseconds that the slowest input took.</param>
/// <param name="Largest">Megabytes that the hungriest input had allocated.</param>
/// <param name="Kept">Inputs that reached something new.</param>
internal sealed record Tally(string Target, long Inputs, double Seconds, long Accepted, long Refused, int Crashes, int Hangs, double Slowest, double Largest, int Kept)
{
    private static readonly IFormatProvider Plain = CultureInfo.InvariantCulture;

    public static string Head => $"{"target",-18} {"inputs",9} {"inputs/s",9} {"accepted",9} {"refused",9} {"crashes",8} {"hangs",6} {"slowest ms",11} {"largest MB",11} {"kept",6}";

    public override string ToString() => string.Create(
        Plain, $"{Target,-18} {Inputs,9} {Inputs / Math.Max(0.001, Seconds),9:F0} {Accepted,9} {Refused,9} {Crashes,8} {Hangs,6} {Slowest,11:F0} {Largest,11:F0} {Kept,6}");

    public string ToLine() => string.Join('\t', Target, Inputs, Seconds.ToString("R", Plain), Accepted, Refused, Crashes, Hangs, Slowest.ToString("R", Plain), Largest.ToString("R", Plain), Kept);

    public static Tally OfLine(string line) => line.Split('\t') is [var target, var inputs, var seconds, var accepted, var refused, var crashes, var hangs, var slowest, var largest, var kept]
        ? new(target, long.Parse(inputs, Plain), double.Parse(seconds, Plain), long.Parse(accepted, Plain), long.Parse(refused, Plain), int.Parse(crashes, Plain), int.Parse(hangs, Plain), double.Parse(slowest, Plain), double.Parse(largest, Plain), int.Parse(kept, Plain))
        : throw new FormatException($"This is no tally: {line}");

    public static Tally operator +(Tally one, Tally other) => new(
        one.Target, one.Inputs + other.Inputs, one.Seconds + other.Seconds, one.Accepted + other.Accepted, one.Refused + other.Refused, one.Crashes + other.Crashes, one.Hangs + other.Hangs,
        Math.Max(one.Slowest, other.Slowest), Math.Max(one.Largest, other.Largest), one.Kept + other.Kept);
}
