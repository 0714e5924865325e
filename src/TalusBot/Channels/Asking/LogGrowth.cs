using System.Collections.Concurrent;

namespace TalusBot.Channels.Asking;

/// <summary>Wakes those who wait for a reply in the same request that asked.</summary>
internal sealed class LogGrowth
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waited = new(StringComparer.Ordinal);

    /// <summary>Ends when the log of the conversation grows next, or now and then without a reason. Take it before looking into the log, or a growth is missed.</summary>
    public Task Next(string conversation) =>
        waited.GetOrAdd(conversation, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes whoever waits. Who stops waiting calls it too, so that nothing stays behind.</summary>
    public void Announce(string conversation)
    {
        if (waited.TryRemove(conversation, out var grown))
        {
            grown.TrySetResult();
        }
    }

    /// <summary>Any log may have grown.</summary>
    public void AnnounceAll()
    {
        foreach (var conversation in waited.Keys)
        {
            Announce(conversation);
        }
    }
}
