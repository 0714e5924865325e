using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Connector;

/// <summary>
/// The channels' keys, kept. A key that is known serves at once, and is fetched anew beside the work when it gets old. An
/// unknown one makes us look again, but not often, and whoever needs that waits for the one fetch under way. Where the fetch
/// fails the known ones go on serving for some days.
/// </summary>
internal sealed partial class ChannelKeys(
    ChannelKeySource source, IOptions<ConnectorOptions> options, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ChannelKeys> logger)
{
    /// <summary>A fetch that failed is tried again after this long, where it is not for an unknown key.</summary>
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromSeconds(5);

    /// <summary>So long after a fetch that failed nobody waits for the next one whose key is known, although that is too old.</summary>
    private static readonly TimeSpan ThoughtDown = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private volatile KeySet keys = new(FrozenDictionary<string, ChannelKey>.Empty, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>The one fetch, under way or done.</summary>
    private Task fetch = Task.CompletedTask;
    private int waiting;

    /// <summary>The age at which nothing serves any more.</summary>
    private TimeSpan Longest => options.Value.KeyLifetimeWithoutFetch > options.Value.KeyLifetime ? options.Value.KeyLifetimeWithoutFetch : options.Value.KeyLifetime;

    public async ValueTask<KeyLookup> FindAsync(string id, CancellationToken cancel)
    {
        var refreshed = Refresh(id);
        var known = keys;
        if (refreshed.IsCompleted || (known.ById.ContainsKey(id) && NeedsNoWait(known)))
        {
            return Find(id);
        }

        if (Interlocked.Increment(ref waiting) > options.Value.RequestsWaitingForKeys)
        {
            Interlocked.Decrement(ref waiting);
            return new KeyLookup(Key: null, TooManyWait: true);
        }

        try
        {
            await refreshed.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        return Find(id);
    }

    private KeyLookup Find(string id)
    {
        var known = keys;
        return new KeyLookup(AgeOf(known) < Longest ? known.ById.GetValueOrDefault(id) : null);
    }

    /// <summary>Begins a fetch where one is due. It is not ended by the caller who happened to come first: others wait for the same.</summary>
    /// <returns>Done where there is nothing to wait for.</returns>
    private Task Refresh(string id)
    {
        lock (gate)
        {
            if (fetch.IsCompleted && IsDue(keys, id))
            {
                fetch = Task.Run(RefreshAsync, CancellationToken.None);
            }

            return fetch;
        }
    }

    private bool IsDue(KeySet known, string id)
    {
        var sinceTried = clock.GetUtcNow() - known.Tried;
        return known.ById.Count == 0 ? sinceTried >= BeforeTryingAgain
            : known.ById.ContainsKey(id) ? AgeOf(known) >= options.Value.KeyLifetime / 2 && sinceTried >= BeforeTryingAgain
            : sinceTried >= options.Value.KeyRefreshInterval;
    }

    private bool NeedsNoWait(KeySet known) =>
        AgeOf(known) < options.Value.KeyLifetime
        || (AgeOf(known) < Longest && known.Tried > known.Fetched && clock.GetUtcNow() - known.Tried < ThoughtDown);

    private TimeSpan AgeOf(KeySet known) => clock.GetUtcNow() - known.Fetched;

    private async Task RefreshAsync()
    {
        var now = clock.GetUtcNow();
        try
        {
            keys = new KeySet(await source.FetchAsync(lifetime.ApplicationStopping), now, now);
        }
        catch (ChannelKeysException error)
        {
            // Counted from its end: who waited for a slow server must not begin the same wait anew.
            keys = keys with { Tried = clock.GetUtcNow() };
            Log.FetchFailed(logger, keys.ById.Count, error.Message);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The program ends.
        }
    }

    /// <param name="Fetched">When these came.</param>
    /// <param name="Tried">When we last looked, whatever came of it.</param>
    private sealed record KeySet(FrozenDictionary<string, ChannelKey> ById, DateTimeOffset Fetched, DateTimeOffset Tried);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of the channels could not be fetched; the {Count} that are known go on serving: {Reason}")]
        public static partial void FetchFailed(ILogger logger, int count, string reason);
    }
}

/// <param name="Key">Null where no such key is known, and none could be fetched just now.</param>
/// <param name="TooManyWait">Nobody looked: too many wait for the keys already.</param>
internal readonly record struct KeyLookup(ChannelKey? Key, bool TooManyWait = false);
