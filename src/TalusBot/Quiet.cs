namespace TalusBot;

/// <summary>
/// Gives memory back to the system when nobody asks for a while: what answers leave behind lies about until the next
/// collection, and when nobody asks there is none. Where somebody asks at that very moment, the answer takes as long longer
/// as the collection does, some hundredths of a second.
/// </summary>
internal sealed class Quiet(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>So many looks in a row find hardly anything done.</summary>
    private const int Looks = 2;

    /// <summary>In bytes from one look to the next: about what ten answers take.</summary>
    private const long HardlyAnything = 1 << 20;

    /// <summary>In bytes since memory was given back: less is not worth it.</summary>
    private const long WorthIt = 16 << 20;

    /// <summary>Memory belongs to the whole process, however many bots run in it.</summary>
    private static int begun;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref begun, 1) == 1)
        {
            return;
        }

        using var timer = new PeriodicTimer(BetweenLooks, clock);
        var (last, givenBack, quiet) = (0L, 0L, 0);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = GC.GetTotalAllocatedBytes();
                quiet = now - last < HardlyAnything ? quiet + 1 : 0;
                last = now;
                if (quiet >= Looks && now - givenBack >= WorthIt)
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    givenBack = now;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}
