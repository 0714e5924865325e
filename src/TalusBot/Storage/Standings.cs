using BitFaster.Caching.Lru;

namespace TalusBot.Storage;

/// <summary>
/// Where conversations stand after the turns that this process wrote last, so that the next message needs no look into the file.
/// Only for a file that one process has for itself: what is kept here is put and dropped by the writes themselves, in their order.
/// </summary>
internal sealed class Standings
{
    /// <summary>A few hundred bytes each, mostly; at most some 3 MB.</summary>
    private const int Most = 500;

    private readonly ConcurrentLru<string, KeptStanding> kept = new(Most);

    /// <summary>Called by every write about the conversation before it does anything.</summary>
    public void Drop(string conversation) => kept.TryRemove(conversation);

    /// <summary>Called by the write that makes it stand so.</summary>
    /// <returns>What has to be told when the write is on disk; until then it counts for nothing.</returns>
    public KeptStanding Put(string conversation, string person, string? clientId, Standing standing)
    {
        var put = new KeptStanding(person, clientId, standing);
        kept.AddOrUpdate(conversation, put);
        return put;
    }

    /// <returns>Null where that has to be looked up, as for a message that comes a second time.</returns>
    public Standing? Of(string conversation, string person, string? clientId) =>
        kept.TryGet(conversation, out var found) && found.IsWritten && found.Person == person && (clientId is null || found.ClientId != clientId) ? found.Standing : null;
}

internal sealed class KeptStanding(string person, string? clientId, Standing standing)
{
    public volatile bool IsWritten;

    /// <summary>Whose state it has.</summary>
    public string Person => person;

    /// <summary>Names the message that made it stand so.</summary>
    public string? ClientId => clientId;

    public Standing Standing => standing;
}
