using System.Globalization;

namespace TalusBot.Fuzz.Running;

/// <summary>An input that a parser could not bear.</summary>
/// <param name="Kind">"crash", "hang", or "promise" for one that was broken.</param>
/// <param name="Case">The number of the input in its run, from 0.</param>
/// <param name="What">What happened, in one line.</param>
/// <param name="File">Where the input was kept.</param>
internal sealed record Finding(string Kind, long Case, string What, string File)
{
    /// <summary>Two of the same name are one mistake.</summary>
    public static string NameOf(Exception error)
    {
        var inner = error is AggregateException { InnerException: { } one } ? one : error;
        var at = inner.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("TalusBot.", StringComparison.Ordinal) && !line.Contains("TalusBot.Fuzz.", StringComparison.Ordinal))?.Trim() ?? "";
        var message = inner is BrokenPromiseException ? new string([.. inner.Message.TakeWhile(sign => sign is not ('"' or '\n') && !char.IsAsciiDigit(sign))]) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{inner.GetType().Name} {at}{message}");
    }
}
