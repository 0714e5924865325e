namespace TalusBot.Storage;

/// <summary>Which processes are at work on the store. What a process has taken on is left to it while it gives signs of life.</summary>
internal sealed class ProcessStore(Store store)
{
    /// <summary>Enters a process that begins. Where nobody shares the store, all others are known to be gone.</summary>
    public static void Enter(StoreSession session, string process, bool isShared, long now, TimeSpan lease)
    {
        using var transaction = session.Begin();
        if (!isShared)
        {
            session.Execute("DELETE FROM process");
        }

        Beat(session, process, isShared, now, lease);
        transaction.Commit();
        session.EndTransaction();
    }

    /// <summary>Gives a sign of life.</summary>
    public Task BeatAsync(TimeSpan lease, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session =>
        {
            var now = store.Now;
            session.Execute("DELETE FROM process WHERE alive_until < @now AND id <> @id", ("@now", now), ("@id", store.Process));
            return Beat(session, store.Process, store.IsShared, now, lease);
        },
        cancel);

    /// <summary>Says goodbye: what is left to do is anybody's.</summary>
    public Task LeaveAsync(CancellationToken cancel = default) => store.WriteAsync(
        "",
        session =>
        {
            session.Tell(NoticeKind.Left, "");
            return session.Execute("DELETE FROM process WHERE id = @id", ("@id", store.Process));
        },
        cancel);

    /// <summary>Who shares the store with nobody needs no lease.</summary>
    private static int Beat(StoreSession session, string process, bool isShared, long now, TimeSpan lease) => session.Execute(
        "INSERT INTO process (id, started_at, alive_until) VALUES (@id, @now, @until) ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until",
        ("@id", process), ("@now", now), ("@until", isShared ? now + (long)lease.TotalMilliseconds : long.MaxValue));
}
