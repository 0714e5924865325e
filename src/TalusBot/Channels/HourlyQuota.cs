using Microsoft.Extensions.Options;
using TalusBot.Conversation;

namespace TalusBot.Channels;

/// <summary>How much of something each visitor has used in the hour that runs. Kept in memory, at most <see cref="MostVisitors"/> of them.</summary>
/// <remarks>Hours are those of the clock, counted from the epoch (UTC): simple, and all of it is forgotten when the next one begins.</remarks>
internal sealed class HourlyQuota(TimeProvider clock)
{
    /// <summary>Whoever comes after so many is counted together with the others who do.</summary>
    public const int MostVisitors = 100_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> used = new(StringComparer.Ordinal);
    private long hour;

    /// <summary>How many visitors are counted apart just now.</summary>
    public int Visitors
    {
        get
        {
            lock (gate)
            {
                return used.Count;
            }
        }
    }

    /// <param name="amount">What is asked for; it is used up only where it is given.</param>
    /// <param name="most">How much one visitor may use in an hour. Who has used nothing yet always gets what is asked for.</param>
    /// <param name="wait">Until there is more; up to an hour.</param>
    public bool TryTake(string visitor, long amount, long most, out TimeSpan wait)
    {
        var now = clock.GetUtcNow().UtcTicks;
        lock (gate)
        {
            if (now / Hour.Ticks != hour)
            {
                hour = now / Hour.Ticks;
                used.Clear();
            }

            var who = used.Count < MostVisitors || used.ContainsKey(visitor) ? visitor : "";
            var before = used.GetValueOrDefault(who);
            wait = new TimeSpan(Hour.Ticks - (now % Hour.Ticks));
            if (before > 0 && before + amount > most)
            {
                return false;
            }

            used[who] = before + amount;
            return true;
        }
    }
}

/// <summary>What one visitor may make us keep in an hour: conversations, and what is written into them.</summary>
internal sealed class VisitorQuotas(IOptions<LimitsOptions> limits, TimeProvider clock)
{
    private const long Megabyte = 1 << 20;
    private readonly HourlyQuota conversations = new(clock);
    private readonly HourlyQuota bytes = new(clock);
    private readonly HourlyQuota longCharacters = new(clock);

    /// <summary>Counts one new conversation.</summary>
    /// <returns>The refusal; null where it may begin.</returns>
    public IResult? Begin(HttpContext context) =>
        conversations.TryTake(Visitor.Of(context), 1, limits.Value.ConversationsPerVisitor, out var wait) ? null : TooManyAtOnce.Conversations(wait);

    /// <summary>Counts what was sent to be kept.</summary>
    /// <param name="length">In bytes.</param>
    /// <returns>The refusal; null where it may be kept.</returns>
    public IResult? Keep(HttpContext context, long length) =>
        bytes.TryTake(Visitor.Of(context), length, limits.Value.MegabytesPerHour * Megabyte, out var wait) ? null : TooManyAtOnce.Bytes(wait);

    /// <summary>Counts a message where it is longer than what is answered: the longer it is, the longer it takes to look for warning signs in it.</summary>
    /// <returns>The refusal; null where it may be read.</returns>
    public IResult? Read(HttpContext context, string? text) =>
        text is null or { Length: <= Dialog.LongestQuestion } || longCharacters.TryTake(Visitor.Of(context), text.Length, limits.Value.LongCharactersPerHour, out var wait) ? null : TooManyAtOnce.Bytes(wait);
}
