using TalusBot.Storage;

namespace TalusBot.Maintenance;

/// <summary>Looks whether the store can be read just now, in bounded time however slow it is.</summary>
internal sealed class StoreProbe(Store store, TurnStore turns)
{
    public const string Ok = "ok";
    public const string Slow = "slow";
    public const string Failing = "failing";

    /// <summary>The longest that anybody is kept waiting by a look.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<long>? looking;
    private long open;

    /// <summary>Whoever asks while another look is under way waits for that one: a store that hangs is not asked again and again.</summary>
    public async Task<StoreLook> LookAsync()
    {
        Task<long> look;
        lock (gate)
        {
            look = looking = looking is { IsCompleted: false } before ? before : Task.Run(Open);
        }

        try
        {
            // By the machine's clock: it is the machine that is slow.
            return new StoreLook(store.IsFailing ? Failing : Ok, await look.WaitAsync(Patience, TimeProvider.System));
        }
        catch (TimeoutException) when (!look.IsCompleted)
        {
            return new StoreLook(store.IsFailing ? Failing : Slow, Interlocked.Read(ref open));
        }
        catch (Exception error) when (error is StorageUnavailableException or ObjectDisposedException or TimeoutException)
        {
            return new StoreLook(Failing, Interlocked.Read(ref open));
        }
    }

    private long Open()
    {
        var count = turns.Open();
        Interlocked.Exchange(ref open, count);
        return count;
    }
}

/// <param name="State">ok; slow where it does not answer in time; failing where it cannot be read, or the last write did not reach the disk.</param>
/// <param name="Open">Messages that wait for their reply; as last seen where it cannot be seen now.</param>
internal readonly record struct StoreLook(string State, long Open);
