namespace TalusBot;

/// <summary>
/// Gives memory back to the system when nobody asks for a while: what answers leave behind lies about until the next
/// collection, and when nobody asks there is none. Where somebody asks at that very moment, the answer takes as long longer
/// as the collection does, some hundredths of a second.
/// </summary>
internal sealed class Quiet(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>In bytes: a heap that is larger takes too long to collect while somebody may ask; it is left to the runtime.</summary>
    private const long LargestHeap = 256 << 20;

    /// <summary>Memory belongs to the whole process, however many bots run in it.</summary>
    private static int begun;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref begun, 1) == 1)
        {
            return;
        }

        using var timer = new PeriodicTimer(BetweenLooks, clock);
        var garbage = new Garbage();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (garbage.IsWorthCollecting(GC.GetTotalAllocatedBytes()) && GC.GetTotalMemory(forceFullCollection: false) <= LargestHeap)
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    /// <summary>What a process has allocated, looked at from time to time.</summary>
    internal sealed class Garbage
    {
        /// <summary>So many looks in a row find hardly anything done.</summary>
        private const int Looks = 2;

        /// <summary>In bytes from one look to the next: about what ten answers take.</summary>
        private const long HardlyAnything = 1 << 20;

        /// <summary>In bytes since it was worth it last: less is not.</summary>
        private const long Much = 16 << 20;
        private long last;
        private long collected;
        private int quiet;

        /// <summary>Whether hardly anything was done for a while, after much.</summary>
        /// <param name="allocated">In bytes since the process began.</param>
        public bool IsWorthCollecting(long allocated)
        {
            quiet = allocated - last < HardlyAnything ? quiet + 1 : 0;
            last = allocated;
            if (quiet < Looks || allocated - collected < Much)
            {
                return false;
            }

            collected = allocated;
            return true;
        }
    }
}
