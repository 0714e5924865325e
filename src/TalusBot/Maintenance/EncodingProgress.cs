namespace TalusBot.Maintenance;

/// <summary>Counts the sentences that several threads encode, and has it said and saved now and then how far they are.</summary>
/// <param name="all">At least 1.</param>
/// <param name="say">Given how long the rest will take.</param>
internal sealed class EncodingProgress(int all, TimeProvider clock, Action save, Action<TimeSpan> say)
{
    /// <summary>Saving takes no more than such a share of the time: the file is written as a whole.</summary>
    private const double SavingShare = 0.05;

    /// <summary>So often it is said at most, all in all.</summary>
    private const int MostLines = 20;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();
    private readonly long began = clock.GetTimestamp();
    private int done;
    private int said;
    private TimeSpan saidAt;
    private TimeSpan saveAt = BetweenSaves;

    /// <summary>Since the beginning, to the second.</summary>
    public TimeSpan Elapsed => TimeSpan.FromSeconds(Math.Round(clock.GetElapsedTime(began).TotalSeconds));

    /// <param name="count">So many more are encoded.</param>
    /// <param name="note">Given how many are by now; never by two threads at once, and rising.</param>
    public void Add(int count, Action<int> note)
    {
        lock (gate)
        {
            done += count;
            note(done);
            var elapsed = clock.GetElapsedTime(began);
            if (done < all && elapsed - saidAt >= BetweenLines && done - said >= all / MostLines)
            {
                (said, saidAt) = (done, elapsed);
                say(TimeSpan.FromSeconds(Math.Ceiling(elapsed.TotalSeconds / done * (all - done))));
            }

            if (elapsed >= saveAt)
            {
                save();
                var saved = clock.GetElapsedTime(began);
                saveAt = saved + TimeSpan.FromSeconds(Math.Max(BetweenSaves.TotalSeconds, (saved - elapsed).TotalSeconds / SavingShare));
            }
        }
    }
}
