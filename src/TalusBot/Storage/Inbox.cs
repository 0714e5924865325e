namespace TalusBot.Storage;

/// <summary>The statements about questions for the maintainers and about readers' thumbs; each runs inside its caller's transaction.</summary>
internal static class Inbox
{
    public static void Add(StoreSession session, OpenTurn turn, InboxItem item, long now)
    {
        session.Execute(
            "INSERT INTO inbox (conversation_id, sequence, at, question, reason, only_new) VALUES (@id, @sequence, @now, @question, @reason, @new)",
            ("@id", turn.ConversationId), ("@sequence", turn.Sequence), ("@now", now), ("@question", item.Question), ("@reason", item.Reason), ("@new", item.OnlyNew ? 1L : 0L));
        Tally.Count(session, Tally.Reasons, item.Reason, now);
    }

    public static void Mark(StoreSession session, string conversation, ReaderMark mark, long now)
    {
        switch (mark)
        {
            case ReaderMark.Rated rated:
                Rate(session, conversation, rated, now);
                break;
            case ReaderMark.Sent sent:
                Send(session, conversation, sent, now);
                break;
        }
    }

    /// <summary>The questions whose askers wait in a conversation that goes on, newest first.</summary>
    public static List<WaitingQuestion> Waiting(StoreSession session, int most) => session.Query(
        """
        SELECT i.conversation_id, i.sequence, t.base_url, i.question, i.at, i.only_new, CASE WHEN t.person = '' THEN c.state ELSE COALESCE(p.state, '') END FROM inbox i
        JOIN conversation c ON c.id = i.conversation_id AND c.ended_at IS NULL
        JOIN turn t ON t.conversation_id = i.conversation_id AND t.sequence = i.sequence
        LEFT JOIN person_state p ON p.conversation_id = t.conversation_id AND p.person = t.person
        WHERE i.answered_at IS NULL AND i.reason IN ('notCovered', 'noneOfThese', 'sent')
        ORDER BY i.at DESC, i.conversation_id, i.sequence LIMIT @most
        """,
        row => new WaitingQuestion(new OpenTurn(row.GetString(0), row.GetInt64(1), row.GetString(2)), row.GetString(3), row.GetInt64(4), row.GetInt64(5) != 0, row.GetString(6)),
        ("@most", (long)most));

    /// <summary>The questions that no maintainer has settled, newest first.</summary>
    public static List<InboxRow> Unsettled(StoreSession session, int most) => session.Query(
        """
        SELECT question, reason, at FROM inbox
        WHERE settled_at IS NULL AND (answered_at IS NULL OR reason = 'thumbsDown')
        ORDER BY at DESC, conversation_id, sequence LIMIT @most
        """,
        row => new InboxRow(row.GetString(0), row.GetString(1), row.GetInt64(2)),
        ("@most", (long)most));

    /// <summary>Notes that the asker is told, wherever in this conversation that person asked the same.</summary>
    /// <returns>False where nobody waits for it any more.</returns>
    public static bool Answer(StoreSession session, WaitingQuestion asked, long now) => session.Execute(
        """
        UPDATE inbox SET answered_at = @now
        WHERE conversation_id = @id AND question = @question AND answered_at IS NULL AND reason IN ('notCovered', 'noneOfThese', 'sent')
        AND sequence IN (SELECT t.sequence FROM turn t JOIN turn a ON a.conversation_id = t.conversation_id AND a.person = t.person WHERE t.conversation_id = @id AND a.sequence = @sequence)
        AND EXISTS (SELECT 1 FROM conversation c WHERE c.id = @id AND c.ended_at IS NULL)
        """,
        ("@now", now), ("@id", asked.Turn.ConversationId), ("@question", asked.Question), ("@sequence", asked.Turn.Sequence)) > 0;

    /// <summary>One thumb a reply: a later one takes the place of an earlier one, and none takes it away.</summary>
    private static void Rate(StoreSession session, string conversation, ReaderMark.Rated rated, long now)
    {
        CountThumb(session, conversation, rated, now);
        if (rated.Thumb is Thumb.None)
        {
            session.Execute("DELETE FROM feedback WHERE conversation_id = @id AND sequence = @reply", ("@id", conversation), ("@reply", rated.Reply));
        }
        else
        {
            session.Execute(
                """
                INSERT INTO feedback (conversation_id, sequence, at, thumb, reason, asked) VALUES (@id, @reply, @now, @thumb, @reason, @asked)
                ON CONFLICT (conversation_id, sequence) DO UPDATE SET at = excluded.at, thumb = excluded.thumb, reason = excluded.reason
                """,
                ("@id", conversation), ("@reply", rated.Reply), ("@now", now), ("@thumb", Written(rated.Thumb)), ("@reason", rated.Reason), ("@asked", rated.Asked));
        }

        if (rated.Thumb is Thumb.Down)
        {
            // A question that waits there for an answer goes on waiting; one that was answered was not answered well.
            session.Execute(
                """
                INSERT INTO inbox (conversation_id, sequence, at, question, reason) VALUES (@id, @asked, @now, @question, 'thumbsDown')
                ON CONFLICT (conversation_id, sequence) DO UPDATE SET settled_at = NULL, settled_as = NULL, at = excluded.at,
                reason = CASE WHEN inbox.answered_at IS NULL THEN inbox.reason ELSE excluded.reason END
                WHERE inbox.answered_at IS NOT NULL OR inbox.settled_at IS NOT NULL
                """,
                ("@id", conversation), ("@asked", rated.Asked), ("@now", now), ("@question", rated.Question));
        }
        else
        {
            session.Execute("DELETE FROM inbox WHERE conversation_id = @id AND sequence = @asked AND reason = 'thumbsDown'", ("@id", conversation), ("@asked", rated.Asked));
        }
    }

    /// <summary>A thumb that is turned round or taken back is not counted where it was before.</summary>
    private static void CountThumb(StoreSession session, string conversation, ReaderMark.Rated rated, long now)
    {
        foreach (var (thumb, at) in session.Query(
            "SELECT thumb, at FROM feedback WHERE conversation_id = @id AND sequence = @reply", row => (row.GetString(0), row.GetInt64(1)), ("@id", conversation), ("@reply", rated.Reply)))
        {
            Tally.Count(session, Tally.Thumbs, thumb, at, by: -1);
        }

        if (rated.Thumb is not Thumb.None)
        {
            Tally.Count(session, Tally.Thumbs, Written(rated.Thumb), now);
        }
    }

    private static string Written(Thumb thumb) => thumb is Thumb.Up ? "up" : "down";

    /// <summary>A question that nobody had noted was answered, as was one that the asker has been told about: then the same answer again is no news.</summary>
    private static void Send(StoreSession session, string conversation, ReaderMark.Sent sent, long now)
    {
        // Whoever presses twice has sent it once.
        if (session.QueryFirst(
            "SELECT COUNT(*) FROM inbox WHERE conversation_id = @id AND sequence = @asked AND reason = 'sent' AND answered_at IS NULL AND settled_at IS NULL",
            row => row.GetInt64(0), ("@id", conversation), ("@asked", sent.Asked)) is null or 0)
        {
            Tally.Count(session, Tally.Reasons, "sent", now);
        }

        session.Execute(
            """
            INSERT INTO inbox (conversation_id, sequence, at, question, reason, only_new) VALUES (@id, @asked, @now, @question, 'sent', 1)
            ON CONFLICT (conversation_id, sequence) DO UPDATE SET reason = 'sent', answered_at = NULL, settled_at = NULL, settled_as = NULL,
                at = CASE WHEN inbox.answered_at IS NULL AND inbox.reason <> 'thumbsDown' THEN inbox.at ELSE excluded.at END,
                only_new = CASE WHEN inbox.answered_at IS NULL AND inbox.reason <> 'thumbsDown' THEN inbox.only_new ELSE 1 END
            """,
            ("@id", conversation), ("@asked", sent.Asked), ("@now", now), ("@question", sent.Question));
    }
}
