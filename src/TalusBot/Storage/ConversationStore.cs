using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace TalusBot.Storage;

/// <summary>
/// Conversations, their logs and their open turns. What a method that writes has returned is on disk; a reply and the
/// completion of its turn are one transaction, so a turn is answered exactly once however often it is tried.
/// </summary>
internal sealed class ConversationStore : IAsyncDisposable
{
    /// <summary>What one page of a log may hold, so that nobody can make us build an answer of any size.</summary>
    private const int PageCharacters = 1_000_000;
    private readonly SqliteFile file;
    private readonly GroupCommit commit;
    private readonly ConcurrentBag<StoreSession> idleReaders = [];
    private readonly TimeProvider clock;
    private readonly TimeSpan lease;
    private volatile bool isClosed;

    /// <summary>Names this run of this process as the owner of the turns it works on.</summary>
    private readonly string owner = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <exception cref="StorageUnavailableException">The file is in use or cannot be opened.</exception>
    public ConversationStore(IOptions<StorageOptions> options, TimeProvider clock)
    {
        this.clock = clock;
        lease = options.Value.TurnLease;
        file = SqliteFile.Open(options.Value.Path);
        try
        {
            var session = file.Connect();
            CreateTables(session);
            commit = new GroupCommit(session);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Starts a conversation with the welcome as its first entry.</summary>
    public Task<StartOutcome> StartAsync(string id, string channel, string welcomeBody, CancellationToken cancel = default) => commit.WriteAsync(
        session =>
        {
            if (session.QueryFirst("SELECT 1 FROM forgotten WHERE conversation_id = @id", row => row.GetInt64(0), ("@id", id)) is not null)
            {
                return StartOutcome.Forgotten;
            }

            var now = Now;
            var made = session.Execute(
                """
                INSERT INTO conversation (id, channel, started_at, last_at, last_sequence, state)
                VALUES (@id, @channel, @now, @now, 1, '') ON CONFLICT (id) DO NOTHING
                """,
                ("@id", id), ("@channel", channel), ("@now", now));
            if (made == 1)
            {
                Append(session, id, 1, now, welcomeBody);
            }

            return made == 1 ? StartOutcome.Started : StartOutcome.StartedBefore;
        },
        cancel);

    /// <summary>Takes what a user sent: log entry and, where it needs a reply, an open turn that this process owns.</summary>
    /// <param name="clientId">The client's own id of the message; the same one is taken once.</param>
    /// <param name="endsConversation">The activity closes the conversation after itself.</param>
    public Task<Accepted> AcceptAsync(
        string conversationId, string body, string? clientId, string baseUrl, bool needsReply, bool endsConversation, CancellationToken cancel = default) =>
        commit.WriteAsync(session => Accept(session, conversationId, body, clientId, baseUrl, needsReply, endsConversation), cancel);

    /// <summary>Takes over every open turn, oldest first. This file belongs to this process alone, so none has another living owner.</summary>
    public Task<List<OpenTurn>> ClaimOpenAsync(CancellationToken cancel = default) => commit.WriteAsync(
        session =>
        {
            session.Execute("UPDATE turn SET owner = @owner, lease_until = @until WHERE completed_at IS NULL", ("@owner", owner), ("@until", LeaseEnd()));
            return session.Query(
                "SELECT conversation_id, sequence, base_url FROM turn WHERE completed_at IS NULL ORDER BY accepted_at, conversation_id, sequence",
                row => new OpenTurn(row.GetString(0), row.GetInt64(1), row.GetString(2), TakenOver: true));
        },
        cancel);

    /// <summary>Counts one more try at a turn, durably, before it is made: a turn that ends the process is known by its count.</summary>
    /// <returns>From 2; 0 where the turn is no longer open.</returns>
    public Task<long> BeginAgainAsync(OpenTurn turn, CancellationToken cancel = default) => commit.WriteAsync(
        session => session.QueryFirst(
            "UPDATE turn SET attempts = attempts + 1 WHERE conversation_id = @id AND sequence = @sequence AND completed_at IS NULL RETURNING attempts",
            row => row.GetInt64(0),
            ("@id", turn.ConversationId), ("@sequence", turn.Sequence)) ?? 0,
        cancel);

    /// <summary>What a turn starts from: the message and the dialog's state with the person who said it. Null where the turn is completed or another's.</summary>
    public (string Body, string State)? ReadTurn(OpenTurn turn) => Read(session => session.QueryFirst(
        """
        SELECT l.body, CASE WHEN t.person = '' THEN c.state ELSE COALESCE(p.state, '') END FROM turn t
        JOIN log_entry l ON l.conversation_id = t.conversation_id AND l.sequence = t.sequence
        JOIN conversation c ON c.id = t.conversation_id
        LEFT JOIN person_state p ON p.conversation_id = t.conversation_id AND p.person = t.person
        WHERE t.conversation_id = @id AND t.sequence = @sequence AND t.completed_at IS NULL AND t.owner = @owner
        """,
        row => (row.GetString(0), row.GetString(1)),
        ("@id", turn.ConversationId), ("@sequence", turn.Sequence), ("@owner", owner)));

    /// <summary>Appends the reply, keeps the new state and completes the turn, all or nothing.</summary>
    /// <param name="replyBody">Null where the turn ends without a word.</param>
    /// <param name="question">What the message came down to, where that is not what it says.</param>
    /// <param name="tally">What the reply adds to the counts.</param>
    /// <returns>The reply's sequence; null where the turn was completed before or belongs to another, and nothing was written.</returns>
    public Task<long?> CompleteAsync(
        OpenTurn turn, string? replyBody, string state, InboxItem? inbox, string? question = null, Tally? tally = null, CancellationToken cancel = default) => commit.WriteAsync<long?>(
        session =>
        {
            if (Close(session, turn, question) is not { } person)
            {
                return null;
            }

            PersonStates.Keep(session, turn, person, state);
            if (inbox is not null)
            {
                Inbox.Add(session, turn, inbox, Now);
            }

            tally?.Count(session, Now);

            return AppendReply(session, turn.ConversationId, replyBody);
        },
        cancel);

    /// <summary>Appends the reply to an event, keeps what the reader did and completes the turn, all or nothing. The dialog's state stays as it is.</summary>
    /// <param name="mark">Null where there is nothing to keep.</param>
    /// <returns>As from the other one.</returns>
    public Task<long?> CompleteAsync(OpenTurn turn, string replyBody, ReaderMark? mark, CancellationToken cancel = default) => commit.WriteAsync<long?>(
        session =>
        {
            if (Close(session, turn, question: null) is null)
            {
                return null;
            }

            if (mark is not null)
            {
                Inbox.Mark(session, turn.ConversationId, mark, Now);
            }

            return AppendReply(session, turn.ConversationId, replyBody);
        },
        cancel);

    /// <summary>What stands at one place of the log, and what it came down to where it is a message that does not say so itself.</summary>
    public (string Body, string? Question)? ReadEntry(string conversationId, long sequence) => Read(session => session.QueryFirst(
        """
        SELECT l.body, t.question FROM log_entry l
        LEFT JOIN turn t ON t.conversation_id = l.conversation_id AND t.sequence = l.sequence
        WHERE l.conversation_id = @id AND l.sequence = @sequence
        """,
        row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
        ("@id", conversationId), ("@sequence", sequence)));

    /// <summary>The questions whose askers wait in a conversation that goes on, newest first.</summary>
    public List<WaitingQuestion> Waiting(int most) => Read(session => Inbox.Waiting(session, most));

    /// <summary>Appends an answer that nobody asked for just now, and notes that its asker has it, both or neither.</summary>
    /// <returns>False where nobody waits for it any more, and nothing was written.</returns>
    public Task<bool> AnswerAsync(WaitingQuestion asked, string replyBody, CancellationToken cancel = default) => commit.WriteAsync(
        session => Inbox.Answer(session, asked, Now) && AppendReply(session, asked.Turn.ConversationId, replyBody) > 0,
        cancel);

    /// <summary>When each entry was in use for the first time; those not met before are noted with <paramref name="now"/>.</summary>
    /// <returns>Unix milliseconds; 0 for the entries of the first time that anybody counted.</returns>
    public Task<Dictionary<string, long>> EntriesSeenAsync(IEnumerable<string> entries, DateTimeOffset now, CancellationToken cancel = default) => commit.WriteAsync(
        session =>
        {
            var seen = session.Query("SELECT id, at FROM entry_seen", row => (Id: row.GetString(0), At: row.GetInt64(1))).ToDictionary(row => row.Id, row => row.At, StringComparer.Ordinal);
            var at = seen.Count == 0 ? 0 : now.ToUnixTimeMilliseconds();
            foreach (var entry in entries)
            {
                if (seen.TryAdd(entry, at))
                {
                    session.Execute("INSERT INTO entry_seen (id, at) VALUES (@entry, @at)", ("@entry", entry), ("@at", at));
                }
            }

            return seen;
        },
        cancel);

    /// <summary>Deletes everything about a conversation, for good: from the file and from its journal. Only its id is remembered, never to be used again.</summary>
    /// <returns>False where there is no such conversation, and nothing is remembered.</returns>
    public async Task<bool> ForgetAsync(string conversationId, CancellationToken cancel = default)
    {
        var known = await commit.WriteAsync(session => Forget(session, conversationId), cancel);
        await commit.BetweenCommitsAsync(session => session.Execute("PRAGMA wal_checkpoint(TRUNCATE)"), cancel);
        return known;
    }

    /// <summary>Whether the last write failed for a reason of the disk's or the database's.</summary>
    public bool IsFailing => commit.IsFailing;

    private bool Forget(StoreSession session, string conversationId)
        {
            foreach (var table in Schema.OfConversations)
            {
                session.Execute($"DELETE FROM {table} WHERE conversation_id = @id", ("@id", conversationId));
            }

            if (session.Execute("DELETE FROM conversation WHERE id = @id", ("@id", conversationId)) == 0)
            {
                return false;
            }

            session.Execute("INSERT INTO forgotten (conversation_id, at) VALUES (@id, @now) ON CONFLICT (conversation_id) DO NOTHING", ("@id", conversationId), ("@now", Now));
            return true;
        }

    /// <summary>A page of the log after <paramref name="after"/>, oldest first; at most <see cref="PageCharacters"/> and one entry more.</summary>
    public List<LogEntry> ReadLog(string conversationId, long after, int most) => Read(session =>
    {
        var left = PageCharacters;
        return session.QueryWhile(
            "SELECT sequence, at, body FROM log_entry WHERE conversation_id = @id AND sequence > @after ORDER BY sequence LIMIT @most",
            row => new LogEntry(row.GetInt64(0), row.GetInt64(1), row.GetString(2)),
            entry => (left -= entry.Body.Length) > 0,
            ("@id", conversationId), ("@after", after), ("@most", (long)most));
    });

    /// <summary>The sequence of the newest entry; null where there is no such conversation.</summary>
    public long? LastSequence(string conversationId) => Read(session => session.QueryFirst(
        "SELECT last_sequence FROM conversation WHERE id = @id", row => row.GetInt64(0), ("@id", conversationId)));

    /// <summary>How many turns wait for their reply.</summary>
    public long OpenTurns() => Read(session => session.QueryFirst("SELECT COUNT(*) FROM turn WHERE completed_at IS NULL", row => row.GetInt64(0))) ?? 0;

    /// <summary>The key that signs tokens, made on first use.</summary>
    public Task<byte[]> SigningKeyAsync(CancellationToken cancel = default) => commit.WriteAsync(
        session =>
        {
            session.Execute(
                "INSERT INTO signing_key (id, created_at, material) VALUES ('direct-line', @now, @material) ON CONFLICT (id) DO NOTHING",
                ("@now", Now), ("@material", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
            return Convert.FromBase64String(session.Query("SELECT material FROM signing_key WHERE id = 'direct-line'", row => row.GetString(0))[0]);
        },
        cancel);

    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        await commit.DisposeAsync();
        while (idleReaders.TryTake(out var reader))
        {
            reader.Dispose();
        }

        file.Dispose();
    }

    /// <summary>As <see cref="AcceptAsync"/>, inside the caller's transaction.</summary>
    /// <param name="person">Stands for who said it where several people talk with the bot; empty where one does.</param>
    internal Accepted Accept(
        StoreSession session, string conversationId, string body, string? clientId, string baseUrl, bool needsReply, bool endsConversation, string person = "")
    {
        if (clientId is not null && session.QueryFirst(
            "SELECT sequence FROM turn WHERE conversation_id = @id AND client_id = @client",
            row => row.GetInt64(0),
            ("@id", conversationId), ("@client", clientId)) is { } before)
        {
            return new Accepted(AcceptOutcome.TakenBefore, before);
        }

        if (Advance(session, conversationId) is not { } place)
        {
            var known = session.QueryFirst("SELECT 1 FROM conversation WHERE id = @id", row => row.GetInt64(0), ("@id", conversationId));
            return new Accepted(known is null ? AcceptOutcome.Unknown : AcceptOutcome.Ended);
        }

        Append(session, conversationId, place.Sequence, place.At, body);
        if (needsReply)
        {
            session.Execute(
                """
                INSERT INTO turn (conversation_id, sequence, client_id, base_url, accepted_at, owner, lease_until, attempts, person)
                VALUES (@id, @sequence, @client, @base, @now, @owner, @until, 1, @person)
                """,
                ("@id", conversationId), ("@sequence", place.Sequence), ("@client", clientId), ("@base", baseUrl), ("@now", place.At), ("@owner", owner), ("@until", LeaseEnd()), ("@person", person));
        }

        if (endsConversation)
        {
            session.Execute("UPDATE conversation SET ended_at = @now WHERE id = @id", ("@now", place.At), ("@id", conversationId));
        }

        return new Accepted(AcceptOutcome.Taken, place.Sequence);
    }

    /// <summary>Runs work of another part of the storage in a transaction of its own; it is on disk when the task ends.</summary>
    internal Task<T> WriteAsync<T>(Func<StoreSession, T> work, CancellationToken cancel = default) => commit.WriteAsync(work, cancel);

    private static void Append(StoreSession session, string conversationId, long sequence, long at, string body) => session.Execute(
        "INSERT INTO log_entry (conversation_id, sequence, at, body) VALUES (@id, @sequence, @at, @body)",
        ("@id", conversationId), ("@sequence", sequence), ("@at", at), ("@body", body));

    /// <summary>Leads the file from the version that it has to ours, all or nothing.</summary>
    private void CreateTables(StoreSession session)
    {
        using var transaction = session.Begin();
        session.Execute(Schema.CreateVersions);
        var version = session.QueryFirst("SELECT COALESCE(MAX(version), 0) FROM schema_version", row => row.GetInt64(0)) ?? 0;
        if (version > Schema.Version)
        {
            throw new StorageUnavailableException(
                $"The data file was written by a newer TalusBot (its tables have version {version}, this one knows {Schema.Version}). Run that one, or give this one a file of its own with Storage__Path.");
        }

        for (; version < Schema.Version; version++)
        {
            foreach (var statement in Schema.Steps[(int)version])
            {
                session.Execute(statement);
            }

            session.Execute("INSERT INTO schema_version (version, applied_at) VALUES (@version, @now)", ("@version", version + 1), ("@now", Now));
        }

        transaction.Commit();
        session.Transaction = null;
    }

    /// <returns>The person whose turn it was; null where it was completed before or belongs to another process.</returns>
    private string? Close(StoreSession session, OpenTurn turn, string? question) => session.Query(
        """
        UPDATE turn SET completed_at = @now, question = @question
        WHERE conversation_id = @id AND sequence = @sequence AND completed_at IS NULL AND owner = @owner RETURNING person
        """,
        row => row.GetString(0),
        ("@now", Now), ("@question", question), ("@id", turn.ConversationId), ("@sequence", turn.Sequence), ("@owner", owner)).FirstOrDefault();

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

    private long LeaseEnd() => Now + (long)lease.TotalMilliseconds;

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
        ("@now", Now), ("@id", conversationId));

    /// <exception cref="ObjectDisposedException">The store is closed, and the file may be another process's by now.</exception>
    internal T Read<T>(Func<StoreSession, T> query)
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        var reader = idleReaders.TryTake(out var idle) ? idle : file.Connect();
        try
        {
            return query(reader);
        }
        finally
        {
            idleReaders.Add(reader);
            if (isClosed && idleReaders.TryTake(out var late))
            {
                late.Dispose();
            }
        }
    }
}
