namespace TalusBot.Storage;

/// <summary>Conversations and their logs. What a method that writes has returned is on disk.</summary>
internal sealed class ConversationStore(Store store)
{
    /// <summary>What one page of a log may hold, so that nobody can make us build an answer of any size.</summary>
    private const int PageCharacters = 1_000_000;

    /// <summary>Starts a conversation with the welcome as its first entry.</summary>
    public async Task<StartOutcome> StartAsync(string id, string channel, string welcomeBody, CancellationToken cancel = default)
    {
        try
        {
            return await store.WriteAsync(id, session => Start(session, id, channel, welcomeBody), cancel);
        }
        catch (ForgottenException)
        {
            return StartOutcome.Forgotten;
        }
    }

    /// <summary>Takes what a user sent: log entry and, where it needs a reply, an open turn.</summary>
    /// <param name="clientId">The client's own id of the message; the same one is taken once.</param>
    /// <param name="endsConversation">The activity closes the conversation after itself.</param>
    public async Task<Accepted> AcceptAsync(
        string conversationId, string body, string? clientId, string baseUrl, bool needsReply, bool endsConversation, CancellationToken cancel = default)
    {
        try
        {
            return await store.WriteAsync(conversationId, session => Accept(session, conversationId, body, clientId, baseUrl, needsReply, endsConversation), cancel);
        }
        catch (TakenBeforeException)
        {
            return await TakenBeforeAsync(conversationId, clientId!, cancel);
        }
    }

    /// <summary>A page of the log after <paramref name="after"/>, oldest first; at most <see cref="PageCharacters"/> and one entry more.</summary>
    public Task<List<LogEntry>> ReadLogAsync(string conversationId, long after, int most, CancellationToken cancel = default) =>
        store.ReadAsync(session => ReadLog(session, conversationId, after, most), cancel);

    /// <summary>The sequence of the newest entry; null where there is no such conversation.</summary>
    public Task<long?> LastSequenceAsync(string conversationId, CancellationToken cancel = default) => store.ReadAsync(session => LastSequence(session, conversationId), cancel);

    /// <summary>Whether the conversation has been deleted, as far back as anybody can have a token for it.</summary>
    public Task<bool> IsForgottenAsync(string conversationId, CancellationToken cancel = default) => store.ReadAsync(session => IsForgotten(session, conversationId), cancel);

    /// <summary>What stands at one place of the log, and what it came down to where it is a message that does not say so itself.</summary>
    public Task<(string Body, string? Question)?> ReadEntryAsync(string conversationId, long sequence, CancellationToken cancel = default) => store.ReadAsync(
        session => session.QueryFirst(
            """
            SELECT l.body, t.question FROM log_entry l
            LEFT JOIN turn t ON t.conversation_id = l.conversation_id AND t.sequence = l.sequence
            WHERE l.conversation_id = @id AND l.sequence = @sequence
            """,
            row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
            ("@id", conversationId), ("@sequence", sequence)),
        cancel);

    /// <summary>Deletes everything about a conversation, for good: from the tables and from the journal. Only its id is remembered, not to be used again.</summary>
    /// <returns>False where there is no such conversation, and nothing is remembered.</returns>
    public async Task<bool> ForgetAsync(string conversationId, CancellationToken cancel = default)
    {
        var known = await store.WriteAsync(conversationId, session => Forget(session, conversationId), cancel);

        // Where the journal cannot be emptied now, it is deleted all the same; that is tried again within the hour.
        await store.ScrubAsync();
        return known;
    }

    /// <summary>As <see cref="AcceptAsync"/>, inside the caller's transaction.</summary>
    /// <param name="person">Stands for who said it where several people talk with the bot; empty where one does.</param>
    /// <exception cref="TakenBeforeException">Nothing of the transaction is to stay.</exception>
    internal Accepted Accept(
        StoreSession session, string conversationId, string body, string? clientId, string baseUrl, bool needsReply, bool endsConversation, string person = "")
    {
        if (Advance(session, conversationId) is not { } place)
        {
            return clientId is not null && TakenAs(session, conversationId, clientId) is { } before ? new Accepted(AcceptOutcome.TakenBefore, before)
                : LastSequence(session, conversationId) is null ? new Accepted(AcceptOutcome.Unknown)
                : new Accepted(AcceptOutcome.Ended);
        }

        var isOurs = !needsReply || OpenTurn(session, conversationId, place.Sequence, clientId, baseUrl, person);
        Append(session, conversationId, place.Sequence, place.At, body);
        if (endsConversation)
        {
            session.Execute("UPDATE conversation SET ended_at = @now WHERE id = @id", ("@now", place.At), ("@id", conversationId));
        }

        return new Accepted(AcceptOutcome.Taken, place.Sequence, IsOurs: isOurs);
    }

    /// <summary>The place of the message that was taken under the client's id before.</summary>
    internal Task<Accepted> TakenBeforeAsync(string conversationId, string clientId, CancellationToken cancel) => store.ReadAsync(
        session => TakenAs(session, conversationId, clientId) is { } before ? new Accepted(AcceptOutcome.TakenBefore, before) : new Accepted(AcceptOutcome.Unknown), cancel);

    /// <returns>Whether it was not there.</returns>
    internal bool Begin(StoreSession session, string id, string channel, long sequence) => session.Execute(
        """
        INSERT INTO conversation (id, channel, started_at, last_at, last_sequence, state)
        VALUES (@id, @channel, @now, @now, @sequence, '') ON CONFLICT (id) DO NOTHING
        """,
        ("@id", id), ("@channel", channel), ("@now", store.Now), ("@sequence", sequence)) == 1;

    /// <summary>As <see cref="ForgetAsync"/>, inside the caller's transaction.</summary>
    internal bool Forget(StoreSession session, string conversationId)
    {
        // First the conversation itself, as with all that is written about it: nobody holds what we wait for while waiting for us.
        if (session.Execute("DELETE FROM conversation WHERE id = @id", ("@id", conversationId)) == 0)
        {
            return false;
        }

        foreach (var table in Schema.OfConversations)
        {
            session.Execute($"DELETE FROM {table} WHERE conversation_id = @id", ("@id", conversationId));
        }

        session.Execute("INSERT INTO forgotten (conversation_id, at) VALUES (@id, @now) ON CONFLICT (conversation_id) DO NOTHING", ("@id", conversationId), ("@now", store.Now));
        session.Tell(NoticeKind.Deleted, conversationId);
        return true;
    }

    /// <exception cref="ForgottenException">Nothing of the transaction is to stay.</exception>
    private StartOutcome Start(StoreSession session, string id, string channel, string welcomeBody)
    {
        if (!Begin(session, id, channel, sequence: 1))
        {
            return StartOutcome.StartedBefore;
        }

        // Looked up only now: whoever deletes it at the same time has either not seen it, or is seen here.
        if (IsForgotten(session, id))
        {
            throw new ForgottenException();
        }

        Append(session, id, 1, store.Now, welcomeBody);
        return StartOutcome.Started;
    }

    /// <returns>The reply's sequence; 0 where there is no reply to append.</returns>
    internal long AppendReply(StoreSession session, string conversationId, string? replyBody)
    {
        if (replyBody is null || Advance(session, conversationId, evenIfEnded: true) is not { } place)
        {
            return 0;
        }

        Append(session, conversationId, place.Sequence, place.At, replyBody);
        return place.Sequence;
    }

    /// <inheritdoc cref="ReadLogAsync(string, long, int, CancellationToken)"/>
    internal static List<LogEntry> ReadLog(StoreSession session, string conversationId, long after, int most)
    {
        var left = PageCharacters;
        return session.QueryWhile(
            "SELECT sequence, at, body FROM log_entry WHERE conversation_id = @id AND sequence > @after ORDER BY sequence LIMIT @most",
            row => new LogEntry(row.GetInt64(0), row.GetInt64(1), row.GetString(2)),
            entry => (left -= entry.Body.Length) > 0,
            ("@id", conversationId), ("@after", after), ("@most", (long)most));
    }

    private static bool IsForgotten(StoreSession session, string id) => session.QueryFirst("SELECT 1 FROM forgotten WHERE conversation_id = @id", row => row.GetInt64(0), ("@id", id)) is not null;

    private static long? LastSequence(StoreSession session, string conversationId) => session.QueryFirst(
        "SELECT last_sequence FROM conversation WHERE id = @id", row => row.GetInt64(0), ("@id", conversationId));

    private static long? TakenAs(StoreSession session, string conversationId, string clientId) => session.QueryFirst(
        "SELECT sequence FROM turn WHERE conversation_id = @id AND client_id = @client", row => row.GetInt64(0), ("@id", conversationId), ("@client", clientId));

    private static void Append(StoreSession session, string conversationId, long sequence, long at, string body)
    {
        session.Execute(
            "INSERT INTO log_entry (conversation_id, sequence, at, body) VALUES (@id, @sequence, @at, @body)",
            ("@id", conversationId), ("@sequence", sequence), ("@at", at), ("@body", body));
        session.Tell(NoticeKind.Grown, conversationId);
    }

    /// <summary>The process that works on the messages before works on this one too, so that they are answered in order; else ours does.</summary>
    /// <returns>Whether it is ours.</returns>
    private bool OpenTurn(StoreSession session, string conversationId, long sequence, string? clientId, string baseUrl, string person)
    {
        var owner = session.Query(
            """
            INSERT INTO turn (conversation_id, sequence, client_id, base_url, accepted_at, owner, attempts, person)
            VALUES (@id, @sequence, @client, @base, @now, COALESCE(
                (SELECT o.owner FROM turn o JOIN process p ON p.id = o.owner AND p.alive_until > @now
                 WHERE o.conversation_id = @id AND o.completed_at IS NULL ORDER BY o.sequence LIMIT 1), @owner), 1, @person)
            ON CONFLICT DO NOTHING RETURNING owner
            """,
            row => row.GetString(0),
            ("@id", conversationId), ("@sequence", sequence), ("@client", clientId), ("@base", baseUrl), ("@now", store.Now), ("@owner", store.Process), ("@person", person));
        if (owner.Count == 0)
        {
            throw new TakenBeforeException();
        }

        if (owner[0] != store.Process)
        {
            session.Tell(NoticeKind.Handed, conversationId);
        }

        return owner[0] == store.Process;
    }

    /// <summary>The next place in the log, taken; null where the conversation is unknown or has ended.</summary>
    private (long Sequence, long At)? Advance(StoreSession session, string conversationId, bool evenIfEnded = false) => session.QueryFirst(
        evenIfEnded
            ? """
              UPDATE conversation SET last_sequence = last_sequence + 1, last_at = CASE WHEN last_at > @now THEN last_at ELSE @now END
              WHERE id = @id RETURNING last_sequence, last_at
              """
            : """
              UPDATE conversation SET last_sequence = last_sequence + 1, last_at = CASE WHEN last_at > @now THEN last_at ELSE @now END
              WHERE id = @id AND ended_at IS NULL RETURNING last_sequence, last_at
              """,
        row => (row.GetInt64(0), row.GetInt64(1)),
        ("@now", store.Now), ("@id", conversationId));
}

/// <summary>The message was taken under its client's id before; thrown so that nothing of the transaction stays.</summary>
internal sealed class TakenBeforeException : Exception;

/// <summary>The conversation was deleted before; thrown so that nothing of the transaction stays.</summary>
internal sealed class ForgottenException : Exception;
