namespace TalusBot.Storage;

/// <summary>
/// The open turns. A reply and the completion of its turn are one transaction, so a turn is answered exactly once however often
/// it is tried and however many processes try. The turns of a conversation are worked on in order, by one process at a time.
/// </summary>
internal sealed class TurnStore(Store store, ConversationStore conversations)
{
    /// <summary>How many turns that nobody works on are looked for at once.</summary>
    private const long MostStranded = 1_000;

    /// <summary>The first open turn of a conversation, with what it starts from. Null where there is none, or where it is another's: then what comes after it waits in the store.</summary>
    public Task<BegunTurn?> FirstAsync(string conversation) => store.ReadAsync(session => session.QueryFirst(
        """
        SELECT t.sequence, t.base_url, t.owner, l.body, c.channel, CASE WHEN t.person = '' THEN c.state ELSE COALESCE(p.state, '') END
        FROM turn t
        JOIN log_entry l ON l.conversation_id = t.conversation_id AND l.sequence = t.sequence
        JOIN conversation c ON c.id = t.conversation_id
        LEFT JOIN person_state p ON p.conversation_id = t.conversation_id AND p.person = t.person
        WHERE t.conversation_id = @id AND t.completed_at IS NULL ORDER BY t.sequence LIMIT 1
        """,
        row => new BegunTurn(new OpenTurn(conversation, row.GetInt64(0), row.GetString(1)), Owner: row.GetString(2), Body: row.GetString(3), Channel: row.GetString(4), State: row.GetString(5)),
        ("@id", conversation)) is { } first && first.Owner == store.Process ? first : (BegunTurn?)null);

    /// <summary>Counts one more try at a turn, durably, before it is made: a turn that ends the process is known by its count.</summary>
    /// <returns>From 2; 0 where the turn is no longer open.</returns>
    public Task<long> BeginAgainAsync(OpenTurn turn, CancellationToken cancel = default) => store.WriteAsync(
        turn.ConversationId,
        session => session.QueryFirst(
            "UPDATE turn SET attempts = attempts + 1 WHERE conversation_id = @id AND sequence = @sequence AND completed_at IS NULL RETURNING attempts",
            row => row.GetInt64(0),
            ("@id", turn.ConversationId), ("@sequence", turn.Sequence)) ?? 0,
        cancel);

    /// <summary>Appends the reply, keeps the new state and completes the turn, all or nothing.</summary>
    /// <param name="replyBody">Null where the turn ends without a word.</param>
    /// <returns>The reply's sequence; null where the turn was completed before or belongs to another, and nothing was written.</returns>
    public Task<long?> CompleteAsync(OpenTurn turn, string? replyBody, Kept kept, CancellationToken cancel = default) =>
        CompleteAsync(
            turn,
            replyBody,
            kept.Question,
            (session, person) =>
            {
                PersonStates.Keep(session, turn, person, kept.State);
                Note(session, turn, kept, store.Now);
            },
            cancel);

    /// <summary>Appends the reply to an event, keeps what the reader did and completes the turn, all or nothing. The dialog's state stays as it is.</summary>
    /// <param name="mark">Null where there is nothing to keep.</param>
    /// <returns>As from the other one.</returns>
    public Task<long?> CompleteAsync(OpenTurn turn, string replyBody, ReaderMark? mark, CancellationToken cancel = default) => CompleteAsync(
        turn,
        replyBody,
        question: null,
        (session, _) =>
        {
            if (mark is not null)
            {
                Inbox.Mark(session, turn.ConversationId, mark, store.Now);
            }
        },
        cancel);

    /// <summary>How many turns wait for their reply.</summary>
    public long Open() => store.Read(session => session.QueryFirst("SELECT COUNT(*) FROM turn WHERE completed_at IS NULL", row => row.GetInt64(0))) ?? 0;

    /// <summary>The open turns whose process is gone, and then ours; the oldest of each first.</summary>
    public Task<List<OpenTurn>> OursOrStrandedAsync(CancellationToken cancel = default) => store.ReadAsync(
        session => session.Query(
            """
            SELECT t.conversation_id, t.sequence, t.base_url FROM turn t
            WHERE t.completed_at IS NULL AND (t.owner = @owner OR NOT EXISTS (SELECT 1 FROM process p WHERE p.id = t.owner AND p.alive_until > @now))
            ORDER BY CASE WHEN t.owner = @owner THEN 1 ELSE 0 END, t.accepted_at, t.conversation_id, t.sequence LIMIT @most
            """,
            row => new OpenTurn(row.GetString(0), row.GetInt64(1), row.GetString(2)),
            ("@owner", store.Process), ("@now", store.Now), ("@most", MostStranded)),
        cancel);

    /// <summary>Takes over the open turns of a conversation whose process is gone. Where another process works on the first of them, it gets ours too.</summary>
    /// <returns>Those that are ours now, in order.</returns>
    public Task<List<OpenTurn>> ClaimAsync(string conversation, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            var taken = session.Query(
                """
                UPDATE turn SET owner = @owner WHERE conversation_id = @id AND completed_at IS NULL AND owner <> @owner
                AND NOT EXISTS (SELECT 1 FROM process p WHERE p.id = turn.owner AND p.alive_until > @now) RETURNING sequence
                """,
                row => row.GetInt64(0),
                ("@owner", store.Process), ("@id", conversation), ("@now", store.Now));
            var open = session.Query(
                "SELECT sequence, base_url, owner FROM turn WHERE conversation_id = @id AND completed_at IS NULL ORDER BY sequence",
                row => (Turn: new OpenTurn(conversation, row.GetInt64(0), row.GetString(1), TakenOver: taken.Contains(row.GetInt64(0))), Owner: row.GetString(2)),
                ("@id", conversation));
            if (open.Count == 0 || open[0].Owner == store.Process)
            {
                return open.Where(one => one.Owner == store.Process).Select(one => one.Turn).ToList();
            }

            if (open.Exists(one => one.Owner == store.Process))
            {
                session.Execute(
                    "UPDATE turn SET owner = @other WHERE conversation_id = @id AND completed_at IS NULL AND owner = @owner",
                    ("@other", open[0].Owner), ("@id", conversation), ("@owner", store.Process));
                session.Tell(NoticeKind.Handed, conversation);
            }

            return [];
        },
        cancel);

    /// <summary>Writes what stays of a turn beside the dialog's state, inside the caller's transaction.</summary>
    /// <param name="now">Unix milliseconds.</param>
    internal static void Note(StoreSession session, OpenTurn turn, Kept kept, long now)
    {
        if (kept.Inbox is not null)
        {
            Inbox.Add(session, turn, kept.Inbox, now);
        }

        kept.Tally?.Count(session, now);
    }

    private async Task<long?> CompleteAsync(OpenTurn turn, string? replyBody, string? question, Action<StoreSession, string> keep, CancellationToken cancel)
    {
        try
        {
            return await store.WriteAsync(
                turn.ConversationId,
                session =>
                {
                    // The reply goes first: as with all that is written about a conversation, its own row is taken before any other.
                    var reply = conversations.AppendReply(session, turn.ConversationId, replyBody);
                    keep(session, Close(session, turn, question) ?? throw new NotOursException());
                    return reply;
                },
                cancel);
        }
        catch (NotOursException)
        {
            return null;
        }
    }

    /// <returns>The person whose turn it was; null where it was completed before or belongs to another process.</returns>
    private string? Close(StoreSession session, OpenTurn turn, string? question) => session.Query(
        """
        UPDATE turn SET completed_at = @now, question = @question
        WHERE conversation_id = @id AND sequence = @sequence AND completed_at IS NULL AND owner = @owner RETURNING person
        """,
        row => row.GetString(0),
        ("@now", store.Now), ("@question", question), ("@id", turn.ConversationId), ("@sequence", turn.Sequence), ("@owner", store.Process)).FirstOrDefault();

    /// <summary>Thrown so that nothing of the transaction stays.</summary>
    private sealed class NotOursException : Exception;
}

/// <param name="Owner">The process that works on it.</param>
/// <param name="Body">The message as JSON.</param>
/// <param name="Channel">By which way it came, such as directline or msteams.</param>
/// <param name="State">The dialog's, with the person who said it.</param>
internal readonly record struct BegunTurn(OpenTurn Turn, string Owner, string Body, string Channel, string State);
