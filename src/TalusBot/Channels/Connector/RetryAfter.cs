namespace TalusBot.Channels.Connector;

/// <summary>How long another server asks us to wait (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>However long we are asked to wait, and however often something was tried.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <returns>From 0 to <see cref="Longest"/>; null where the answer does not say.</returns>
    public static TimeSpan? Of(HttpResponseMessage answer, DateTimeOffset now)
    {
        var asked = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - now : null;
        return asked is not { } wait ? null : wait <= TimeSpan.Zero ? TimeSpan.Zero : Bounded(wait);
    }

    public static TimeSpan Bounded(TimeSpan wait) => wait < Longest ? wait : Longest;
}
