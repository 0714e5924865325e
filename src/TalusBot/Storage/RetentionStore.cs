namespace TalusBot.Storage;

/// <summary>
/// Deletes talks for good: those in which nothing has been said for too long, and those that somebody wants gone. Any number of
/// processes may do it at a time; whoever comes second finds nothing left.
/// </summary>
/// <remarks>
/// Where the bot is installed in a channel, the words go and the installation stays: the bot still knows where it is, and the log
/// goes on counting where it was, so that nothing is sent twice. The counts (<see cref="Tally"/>) hold no words and stay.
/// </remarks>
internal sealed class RetentionStore(Store store, ConversationStore conversations)
{
    /// <summary>How many places of a log one write deletes at most, so that whoever writes next does not wait for a long one.</summary>
    private const long Slice = 1_000;

    /// <summary>How many talks are deleted side by side; they share a commit.</summary>
    private const int Batch = 16;

    /// <summary>How many ids of deleted talks one write lets go of.</summary>
    private const long TombstoneBatch = 1_000;

    /// <summary>A reply is tried for at most seven days (Connector__GiveUpAfter); until then one that waits to be sent is kept.</summary>
    private static readonly TimeSpan LongestSending = TimeSpan.FromDays(7);

    /// <summary>No token lives longer than a day (DirectLine__TokenLifetimeSeconds, and those of /ask), and one of a deleted talk is not renewed.</summary>
    private static readonly TimeSpan TombstoneAge = TimeSpan.FromDays(2);

    /// <summary>Such a key protects for 90 days, and what it protects, a sign-in, lives for at most 30 days more (Maintain__SessionLifetime).</summary>
    private static readonly TimeSpan ProtectionKeyAge = TimeSpan.FromDays(180);

    private static readonly IReadOnlyList<string> Logs = [.. Schema.OfConversations.Where(table => table != "connector_conversation")];

    /// <summary>
    /// The talks in which nothing has been said since <paramref name="before"/>, oldest first: not where somebody waits for a reply,
    /// nor where one is still to be sent, nor where only an installation is left.
    /// </summary>
    /// <param name="before">Unix milliseconds.</param>
    public static List<string> Due(StoreSession session, long before, long now, int most) => session.Query(
        """
        SELECT c.id FROM conversation c LEFT JOIN connector_conversation d ON d.conversation_id = c.id
        WHERE c.last_at < @before
        AND NOT EXISTS (SELECT 1 FROM turn t WHERE t.conversation_id = c.id AND t.completed_at IS NULL)
        AND (d.conversation_id IS NULL OR d.reference = '' OR d.delivered >= c.last_sequence OR c.last_at < @sending)
        AND (d.installed_at IS NULL OR EXISTS (SELECT 1 FROM log_entry l WHERE l.conversation_id = c.id))
        ORDER BY c.last_at, c.id LIMIT @most
        """,
        row => row.GetString(0),
        ("@before", before), ("@sending", now - (long)LongestSending.TotalMilliseconds), ("@most", (long)most));

    /// <summary>Deletes every talk that is due, a few at a time.</summary>
    /// <param name="before">Unix milliseconds.</param>
    /// <param name="deleted">Told of each one's id.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteOlderAsync(long before, Action<string> deleted, CancellationToken cancel = default)
    {
        var all = 0;
        while (await store.ReadAsync(session => Due(session, before, store.Now, Batch), cancel) is { Count: > 0 } due)
        {
            var done = await Task.WhenAll(due.Select(conversation => DeleteAsync(conversation, before, cancel)));
            foreach (var conversation in due.Where((_, i) => done[i]))
            {
                deleted(conversation);
                all++;
            }

            if (!done.Contains(true))
            {
                // Somebody has spoken in all of them since, or another process was quicker; the next time sees what is left.
                break;
            }
        }

        return all;
    }

    /// <summary>Deletes one talk, whoever waits in it. Its words are still in the journal until <see cref="ScrubAsync"/>.</summary>
    /// <returns>False where there is none.</returns>
    public Task<bool> DeleteAsync(string conversation, CancellationToken cancel = default) => DeleteAsync(conversation, before: null, cancel);

    /// <inheritdoc cref="Store.ScrubAsync"/>
    public Task<bool> ScrubAsync() => store.ScrubAsync();

    /// <summary>Lets go of the ids of talks that no token can ask for any more, and of keys that protect nothing any more.</summary>
    public async Task DeleteLeftoversAsync(CancellationToken cancel = default)
    {
        while (await store.WriteAsync("", session => DeleteTombstones(session), cancel) == TombstoneBatch)
        {
            // And the next ones.
        }

        await store.WriteAsync(
            "",
            session => session.Execute(
                "DELETE FROM protection_key WHERE created_at < @before AND created_at < (SELECT MAX(k.created_at) FROM protection_key k)",
                ("@before", store.Now - (long)ProtectionKeyAge.TotalMilliseconds)),
            cancel);
    }

    private int DeleteTombstones(StoreSession session) => session.Execute(
        "DELETE FROM forgotten WHERE conversation_id IN (SELECT f.conversation_id FROM forgotten f WHERE f.at < @before ORDER BY f.at LIMIT @most)",
        ("@before", store.Now - (long)TombstoneAge.TotalMilliseconds), ("@most", TombstoneBatch));

    private async Task<bool> DeleteAsync(string conversation, long? before, CancellationToken cancel)
    {
        while (true)
        {
            switch (await store.WriteAsync(conversation, session => DeleteSlice(session, conversation, before), cancel))
            {
                case Deletion.Done:
                    return true;
                case Deletion.NotThere:
                    return false;
            }
        }
    }

    private Deletion DeleteSlice(StoreSession session, string conversation, long? before)
    {
        // First the conversation's own row, as with all that is written about it. Whoever has spoken there since has changed last_at.
        var last = before is { } time
            ? session.QueryFirst(
                """
                UPDATE conversation SET state = '' WHERE id = @id AND last_at < @before
                AND NOT EXISTS (SELECT 1 FROM turn t WHERE t.conversation_id = @id AND t.completed_at IS NULL) RETURNING last_sequence
                """,
                row => row.GetInt64(0),
                ("@id", conversation), ("@before", time))
            : session.QueryFirst("UPDATE conversation SET state = '' WHERE id = @id RETURNING last_sequence", row => row.GetInt64(0), ("@id", conversation));
        if (last is null)
        {
            return Deletion.NotThere;
        }

        var first = session.QueryFirst("SELECT MIN(sequence) FROM log_entry WHERE conversation_id = @id HAVING COUNT(*) > 0", row => row.GetInt64(0), ("@id", conversation)) ?? last;
        if (last - first > Slice)
        {
            foreach (var table in Logs)
            {
                session.Execute($"DELETE FROM {table} WHERE conversation_id = @id AND sequence < @end", ("@id", conversation), ("@end", first + Slice));
            }

            return Deletion.GoesOn;
        }

        if (session.QueryFirst("SELECT 1 FROM connector_conversation WHERE conversation_id = @id AND installed_at IS NOT NULL", row => row.GetInt64(0), ("@id", conversation)) is null)
        {
            conversations.Forget(session, conversation);
            return Deletion.Done;
        }

        foreach (var table in Logs)
        {
            session.Execute($"DELETE FROM {table} WHERE conversation_id = @id", ("@id", conversation));
        }

        session.Execute("UPDATE connector_conversation SET delivered = @last, parts = 0 WHERE conversation_id = @id", ("@last", last), ("@id", conversation));
        session.Tell(NoticeKind.Moved, conversation);
        return Deletion.Done;
    }

    private enum Deletion
    {
        /// <summary>There is more of it.</summary>
        GoesOn,
        Done,

        /// <summary>There is none, or somebody has spoken there since.</summary>
        NotThere,
    }
}
