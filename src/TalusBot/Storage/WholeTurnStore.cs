namespace TalusBot.Storage;

/// <summary>Turns that are written whole: a message, its reply and what stays of them, in one transaction.</summary>
internal sealed class WholeTurnStore(Store store)
{
    /// <summary>What a message would be answered from.</summary>
    /// <param name="person">Stands for who says it where several people talk with the bot; empty where one does.</param>
    /// <param name="clientId">Names the message; null where nobody names it.</param>
    public async Task<Standing> StandingAsync(string conversation, string person, string? clientId, CancellationToken cancel = default) =>
        store.Standings?.Of(conversation, person, clientId) ?? await LookUpAsync(conversation, person, clientId, cancel);

    /// <summary>Writes a turn where its conversation stands as it did when the reply was made; a conversation that has not begun begins with it.</summary>
    /// <returns>False where it stands otherwise, or the message was taken before; nothing was written then.</returns>
    public async Task<bool> WriteAsync(WholeTurn turn, CancellationToken cancel = default)
    {
        try
        {
            var (isWritten, kept) = await store.WriteAsync(turn.Conversation, session => Write(session, turn), cancel);
            kept?.IsWritten = isWritten;
            return isWritten;
        }
        catch (TakenBeforeException)
        {
            return false;
        }
    }

    private async Task<Standing> LookUpAsync(string conversation, string person, string? clientId, CancellationToken cancel) => await store.ReadAsync(
        session => session.QueryFirst(
            """
            SELECT c.last_sequence, CASE WHEN @person = '' THEN c.state ELSE COALESCE((SELECT p.state FROM person_state p WHERE p.conversation_id = @id AND p.person = @person), '') END,
                CASE WHEN c.ended_at IS NULL
                    AND COALESCE((SELECT CASE WHEN t.completed_at IS NULL THEN 1 ELSE 0 END FROM turn t WHERE t.conversation_id = @id ORDER BY t.sequence DESC LIMIT 1), 0) = 0
                    AND NOT EXISTS (SELECT 1 FROM turn t WHERE t.conversation_id = @id AND t.client_id = @client)
                THEN 1 ELSE 0 END,
                CASE WHEN EXISTS (SELECT 1 FROM connector_conversation d WHERE d.conversation_id = @id AND d.reference <> '') THEN 1 ELSE 0 END
            FROM conversation c WHERE c.id = @id
            """,
            row => new Standing(row.GetInt64(0), row.GetString(1), IsFree: row.GetInt64(2) == 1, IsSentTo: row.GetInt64(3) == 1),
            ("@person", person), ("@id", conversation), ("@client", clientId)),
        cancel) ?? new Standing(Last: null, State: "", IsFree: true, IsSentTo: false);

    /// <exception cref="TakenBeforeException">Nothing of the transaction is to stay.</exception>
    private (bool IsWritten, KeptStanding? Kept) Write(StoreSession session, WholeTurn turn)
    {
        var now = store.Now;
        if (Advance(session, turn, now) is not { } at)
        {
            return (false, null);
        }

        if (session.Execute(
            """
            INSERT INTO turn (conversation_id, sequence, client_id, base_url, accepted_at, owner, attempts, person, completed_at, question)
            VALUES (@id, @sequence, @client, @base, @now, @owner, 1, @person, @now, @question) ON CONFLICT DO NOTHING
            """,
            ("@id", turn.Conversation), ("@sequence", turn.Sequence), ("@client", turn.ClientId), ("@base", turn.BaseUrl), ("@now", now), ("@owner", store.Process),
            ("@person", turn.Person), ("@question", turn.Kept.Question)) == 0)
        {
            throw new TakenBeforeException();
        }

        session.Execute(
            "INSERT INTO log_entry (conversation_id, sequence, at, body) VALUES (@id, @sequence, @at, @message), (@id, @sequence + 1, @at, @reply)",
            ("@id", turn.Conversation), ("@sequence", turn.Sequence), ("@at", at), ("@message", turn.Message), ("@reply", turn.Reply));
        session.Tell(NoticeKind.Grown, turn.Conversation);
        var place = new OpenTurn(turn.Conversation, turn.Sequence, turn.BaseUrl);
        if (turn.Person.Length > 0)
        {
            PersonStates.Keep(session, place, turn.Person, turn.Kept.State);
        }

        TurnStore.Note(session, place, turn.Kept, now);
        return (true, store.Standings?.Put(turn.Conversation, turn.Person, turn.ClientId, new Standing(turn.Sequence + 1, turn.Kept.State, IsFree: true, turn.IsSentTo)));
    }

    /// <summary>Takes the places of the message and of its reply, and keeps the state where one person talks with the bot.</summary>
    /// <returns>The time of both; null where somebody else has got ahead.</returns>
    private static long? Advance(StoreSession session, WholeTurn turn, long now) => turn.After is { } after
        ? session.QueryFirst(
            """
            UPDATE conversation SET last_sequence = @reply, last_at = CASE WHEN last_at > @now THEN last_at ELSE @now END, state = CASE WHEN @person = '' THEN @state ELSE state END
            WHERE id = @id AND last_sequence = @after AND ended_at IS NULL RETURNING last_at
            """,
            row => row.GetInt64(0),
            ("@reply", turn.Sequence + 1), ("@now", now), ("@person", turn.Person), ("@state", turn.Kept.State), ("@id", turn.Conversation), ("@after", after))
        : session.Execute(
            "INSERT INTO conversation (id, channel, started_at, last_at, last_sequence, state) VALUES (@id, @channel, @now, @now, @reply, @state) ON CONFLICT (id) DO NOTHING",
            ("@id", turn.Conversation), ("@channel", turn.Channel), ("@now", now), ("@reply", turn.Sequence + 1), ("@state", turn.Person.Length == 0 ? turn.Kept.State : "")) == 1 ? now : null;
}

/// <summary>Where a conversation stands.</summary>
/// <param name="Last">The place of its newest entry; null where it has not begun.</param>
/// <param name="State">The dialog's, with the person who speaks.</param>
/// <param name="IsFree">It goes on, nothing in it waits for a reply, and this message was not taken before, as far as that was looked up.</param>
/// <param name="IsSentTo">Replies that go into no answer are sent to it.</param>
internal readonly record struct Standing(long? Last, string State, bool IsFree, bool IsSentTo);

/// <summary>A message with its reply.</summary>
/// <param name="Channel">By which way it came, for a conversation that begins with it.</param>
/// <param name="After">The place after which it comes; null where the conversation begins with it.</param>
/// <param name="IsSentTo">As in <see cref="Standing"/>.</param>
/// <param name="ClientId">Names the message, so that it is taken once; null where nobody names it.</param>
/// <param name="Message">As JSON, as is <paramref name="Reply"/>.</param>
internal sealed record WholeTurn(
    string Conversation, string Channel, string Person, long? After, bool IsSentTo, string? ClientId, string BaseUrl, string Message, string Reply, Kept Kept)
{
    /// <summary>The place of the message; the reply's is the next one.</summary>
    public long Sequence => (After ?? 0) + 1;
}
