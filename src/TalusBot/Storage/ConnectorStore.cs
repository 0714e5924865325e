namespace TalusBot.Storage;

/// <summary>
/// What delivery through the connector has to know of a conversation: where it is, whom each reply goes to, and how far the log
/// is sent. Ids of the channel are deleted as soon as neither an installation nor a reply that is still to come needs them.
/// </summary>
internal sealed class ConnectorStore(Store store, ConversationStore conversations)
{
    /// <summary>Takes what a user sent, in one transaction with everything that its reply needs; the conversation begins with it where it has not begun.</summary>
    /// <param name="person">Stands for who sent it where several people talk with the bot; empty where one does.</param>
    /// <param name="to">Where the reply goes; null where it is not sent through the connector.</param>
    /// <param name="clientId">Names the activity; the same one is taken once.</param>
    public async Task<Accepted> TakeAsync(
        string conversation, string channel, string person, string body, string? clientId, string baseUrl, ReplyTarget? to, CancellationToken cancel = default)
    {
        try
        {
            return await TryTakeAsync(conversation, channel, person, body, clientId, baseUrl, to, cancel);
        }
        catch (TakenBeforeException)
        {
            return await conversations.TakenBeforeAsync(conversation, clientId!, cancel);
        }
    }

    private Task<Accepted> TryTakeAsync(
        string conversation, string channel, string person, string body, string? clientId, string baseUrl, ReplyTarget? to, CancellationToken cancel) => store.WriteAsync(
        conversation,
        session =>
        {
            conversations.Begin(session, conversation, channel, sequence: 0);
            var accepted = conversations.Accept(session, conversation, body, clientId, baseUrl, needsReply: true, endsConversation: false, person);
            if (to is not null && accepted.Outcome is AcceptOutcome.Taken)
            {
                Place(session, conversation, to.Reference);
                session.Execute(
                    "INSERT INTO connector_turn (conversation_id, sequence, activity_id, sender) VALUES (@id, @sequence, @activity, @sender)",
                    ("@id", conversation), ("@sequence", accepted.Sequence), ("@activity", to.ActivityId), ("@sender", to.Sender));
            }

            return accepted;
        },
        cancel);

    /// <summary>Notes something that needs no reply, in a conversation that is known.</summary>
    public Task<Accepted> NoteAsync(string conversation, string body, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session => conversations.Accept(session, conversation, body, clientId: null, "", needsReply: false, endsConversation: false), cancel);

    /// <summary>Notes that the bot was installed, and appends the welcome where the conversation has had none.</summary>
    /// <returns>Whether there is a welcome to send.</returns>
    public Task<bool> InstallAsync(string conversation, string channel, string reference, string welcomeBody, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session =>
        {
            conversations.Begin(session, conversation, channel, sequence: 0);
            Place(session, conversation, reference);
            session.Execute("UPDATE connector_conversation SET installed_at = COALESCE(installed_at, @now) WHERE conversation_id = @id", ("@now", store.Now), ("@id", conversation));
            return session.Execute("UPDATE connector_conversation SET welcomed_at = @now WHERE conversation_id = @id AND welcomed_at IS NULL", ("@now", store.Now), ("@id", conversation)) == 1
                && conversations.AppendReply(session, conversation, welcomeBody) > 0;
        },
        cancel);

    /// <summary>Nothing more is sent to the conversation until somebody there says something or installs the bot again. Its ids are deleted.</summary>
    /// <param name="heard">A place in the log. Where a message that waits for its reply came after it, nothing is done: somebody there talks to the bot.</param>
    /// <returns>Whether it is left by now.</returns>
    public Task<bool> LeaveAsync(string conversation, long heard, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            var isSpokenTo = session.QueryFirst("SELECT 1 FROM connector_turn WHERE conversation_id = @id AND sequence > @heard", row => row.GetInt64(0), ("@id", conversation), ("@heard", heard)) is not null;
            if (!isSpokenTo)
            {
                Leave(session, conversation);
            }

            return !isSpokenTo;
        },
        cancel);

    /// <summary>The bot was removed: as when it leaves, and if it comes back, the talk begins anew for everybody in it.</summary>
    public Task RemoveAsync(string conversation, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            PersonStates.Clear(session, conversation);
            return Leave(session, conversation);
        },
        cancel);

    /// <summary>Lets the talk begin anew for everybody in it; the log stays.</summary>
    public Task ResetAsync(string conversation, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            PersonStates.Clear(session, conversation);
            return true;
        },
        cancel);

    /// <summary>Appends words of ours that answer no message in the log.</summary>
    public Task TellAsync(string conversation, string reference, string body, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            Place(session, conversation, reference);
            return conversations.AppendReply(session, conversation, body);
        },
        cancel);

    /// <summary>How far a conversation is sent; null where nothing is to be sent to it, or another process does that.</summary>
    public Task<DeliveryState?> DeliveryAsync(string conversation) => store.ReadAsync(session => session.QueryFirst(
        "SELECT reference, delivered, parts FROM connector_conversation WHERE conversation_id = @id AND reference <> '' AND (@sender = '' OR sender = @sender)",
        row => new DeliveryState(row.GetString(0), row.GetInt64(1), (int)row.GetInt64(2)),
        ("@id", conversation), ("@sender", store.IsShared ? store.Process : "")));

    /// <summary>Whom the reply to a message goes to; null where that is not known or is nobody in the channel.</summary>
    public Task<(string ActivityId, string Sender)?> SenderOfAsync(string conversation, long sequence) => store.ReadAsync(session => session.QueryFirst(
        "SELECT activity_id, sender FROM connector_turn WHERE conversation_id = @id AND sequence = @sequence",
        row => (row.GetString(0), row.GetString(1)),
        ("@id", conversation), ("@sequence", sequence)));

    /// <summary>Notes that one of several activities of an entry is sent.</summary>
    /// <param name="fingerprint">Of the id that the channel gave it; null where it gave none.</param>
    public Task PartSentAsync(string conversation, long sequence, int parts, string? fingerprint, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            NoteSent(session, conversation, sequence, fingerprint);

            // Not where the conversation was left and began anew meanwhile: then it has got past that entry.
            return session.Execute(
                "UPDATE connector_conversation SET parts = @parts WHERE conversation_id = @id AND delivered < @sequence", ("@parts", (long)parts), ("@id", conversation), ("@sequence", sequence));
        },
        cancel);

    /// <summary>Notes that everything up to this place is sent, or is never to be, and deletes the ids that were only needed for that.</summary>
    /// <param name="answered">The message that the entry replies to; 0 where it replies to none.</param>
    public Task SentAsync(string conversation, long sequence, long answered, string? fingerprint, CancellationToken cancel = default) => store.WriteAsync(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            NoteSent(session, conversation, sequence, fingerprint);
            session.Execute("UPDATE connector_conversation SET delivered = @sequence, parts = 0 WHERE conversation_id = @id AND delivered < @sequence", ("@sequence", sequence), ("@id", conversation));
            session.Execute(
                """
                DELETE FROM connector_turn WHERE conversation_id = @id AND sequence = @answered AND NOT EXISTS (
                    SELECT 1 FROM inbox i WHERE i.conversation_id = @id AND i.sequence = @answered AND i.answered_at IS NULL AND i.reason IN ('notCovered', 'noneOfThese', 'sent'))
                """,
                ("@id", conversation), ("@answered", answered));

            // One answer serves wherever its asker had asked the same; when all is sent, nobody is needed but those who wait.
            session.Execute(
                """
                DELETE FROM connector_turn WHERE conversation_id = @id
                AND EXISTS (SELECT 1 FROM conversation c WHERE c.id = @id AND c.last_sequence = @sequence)
                AND EXISTS (SELECT 1 FROM turn t WHERE t.conversation_id = @id AND t.sequence = connector_turn.sequence AND t.completed_at IS NOT NULL)
                AND NOT EXISTS (
                    SELECT 1 FROM inbox i WHERE i.conversation_id = @id AND i.sequence = connector_turn.sequence AND i.answered_at IS NULL AND i.reason IN ('notCovered', 'noneOfThese', 'sent'))
                """,
                ("@id", conversation), ("@sequence", sequence));
            return session.Execute(
                """
                UPDATE connector_conversation SET reference = '' WHERE conversation_id = @id AND installed_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM connector_turn t WHERE t.conversation_id = @id)
                """,
                ("@id", conversation));
        },
        cancel);

    /// <summary>The conversations whose log goes on after what is sent, and that no other living process sends to.</summary>
    public Task<List<string>> UnsentAsync(CancellationToken cancel = default) => store.ReadAsync(
        session => session.Query(
            """
            SELECT d.conversation_id FROM connector_conversation d JOIN conversation c ON c.id = d.conversation_id
            WHERE d.reference <> '' AND c.last_sequence > d.delivered
            AND (d.sender IN ('', @sender) OR NOT EXISTS (SELECT 1 FROM process p WHERE p.id = d.sender AND p.alive_until > @now)) ORDER BY c.last_at LIMIT 1000
            """,
            row => row.GetString(0),
            ("@sender", store.Process), ("@now", store.Now)),
        cancel);

    /// <summary>Makes this process the one that sends to the conversation.</summary>
    /// <returns>Null where another one is; it hears of what is new. Else whether it was one before that is gone, so that what comes next may have been sent.</returns>
    public Task<bool?> ClaimAsync(string conversation, CancellationToken cancel = default) => !store.IsShared ? Task.FromResult<bool?>(false) : store.WriteAsync<bool?>(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            var before = session.Query("SELECT sender FROM connector_conversation WHERE conversation_id = @id", row => row.GetString(0), ("@id", conversation)).FirstOrDefault();
            return session.Execute(
                """
                UPDATE connector_conversation SET sender = @sender WHERE conversation_id = @id
                AND (sender IN ('', @sender) OR NOT EXISTS (SELECT 1 FROM process p WHERE p.id = connector_conversation.sender AND p.alive_until > @now))
                """,
                ("@sender", store.Process), ("@id", conversation), ("@now", store.Now)) == 1 ? before is { Length: > 0 } && before != store.Process : null;
        },
        cancel);

    /// <summary>Lets any process send to the conversation, where nothing is left to send.</summary>
    /// <param name="seen">The place up to which there was nothing more.</param>
    /// <returns>False where its log has grown since.</returns>
    public Task<bool> ReleaseAsync(string conversation, long seen, CancellationToken cancel = default) => !store.IsShared ? Task.FromResult(true) : store.WriteAsync(
        conversation,
        session =>
        {
            store.Hold(session, conversation);
            var isFree = session.Execute(
                """
                UPDATE connector_conversation SET sender = '' WHERE conversation_id = @id AND sender = @sender
                AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.id = @id AND c.last_sequence > @seen)
                """,
                ("@id", conversation), ("@sender", store.Process), ("@seen", seen)) == 1;
            return isFree || session.QueryFirst(
                "SELECT 1 FROM connector_conversation WHERE conversation_id = @id AND sender = @sender AND reference <> ''",
                row => row.GetInt64(0),
                ("@id", conversation), ("@sender", store.Process)) is null;
        },
        cancel);

    /// <summary>Whether somebody in the conversation waits for a reply that is not written yet.</summary>
    public async Task<bool> IsAwaitedAsync(string conversation) => await store.ReadAsync(session => session.QueryFirst(
        """
        SELECT 1 FROM connector_turn d JOIN turn t ON t.conversation_id = d.conversation_id AND t.sequence = d.sequence
        WHERE d.conversation_id = @id AND t.completed_at IS NULL
        """,
        row => row.GetInt64(0),
        ("@id", conversation))) is not null;

    /// <summary>Whether that many messages of the conversation wait for their reply. They are answered in order, so those that wait are the newest.</summary>
    public async Task<bool> HasWaitingAsync(string conversation, int most) => await store.ReadAsync(session => session.QueryFirst(
        "SELECT COUNT(*) FROM (SELECT completed_at FROM turn WHERE conversation_id = @id ORDER BY sequence DESC LIMIT @most) newest WHERE completed_at IS NULL",
        row => row.GetInt64(0),
        ("@id", conversation), ("@most", (long)most))) >= most;

    /// <summary>Which entry an activity of ours in the channel is; null where it is none that we know.</summary>
    public Task<long?> EntrySentAsAsync(string conversation, string fingerprint) => store.ReadAsync(session => session.QueryFirst(
        "SELECT sequence FROM connector_sent WHERE conversation_id = @id AND fingerprint = @fingerprint",
        row => row.GetInt64(0),
        ("@id", conversation), ("@fingerprint", fingerprint)));

    /// <summary>Whether the activity of this name was taken.</summary>
    public async Task<bool> IsTakenAsync(string conversation, string clientId) => await store.ReadAsync(session => session.QueryFirst(
        "SELECT 1 FROM turn WHERE conversation_id = @id AND client_id = @client",
        row => row.GetInt64(0),
        ("@id", conversation), ("@client", clientId))) is not null;

    /// <summary>Stands for who said the message at this place; empty where nobody knows, or where one person talks with the bot. Null where there is no message.</summary>
    public Task<string?> PersonOfAsync(string conversation, long sequence) => store.ReadAsync(session => session.Query(
        "SELECT person FROM turn WHERE conversation_id = @id AND sequence = @sequence",
        row => row.GetString(0),
        ("@id", conversation), ("@sequence", sequence)).FirstOrDefault());

    /// <summary>The places of what a person said or did after another place.</summary>
    public Task<List<long>> TurnsOfAsync(string conversation, string person, long after) => store.ReadAsync(session => session.Query(
        "SELECT sequence FROM turn WHERE conversation_id = @id AND person = @person AND sequence > @after ORDER BY sequence",
        row => row.GetInt64(0),
        ("@id", conversation), ("@person", person), ("@after", after)));

    private static int Leave(StoreSession session, string conversation)
    {
        session.Execute("DELETE FROM connector_turn WHERE conversation_id = @id", ("@id", conversation));
        session.Tell(NoticeKind.Moved, conversation);
        return session.Execute("UPDATE connector_conversation SET reference = '', installed_at = NULL WHERE conversation_id = @id", ("@id", conversation));
    }

    private static void NoteSent(StoreSession session, string conversation, long sequence, string? fingerprint)
    {
        if (fingerprint is not null)
        {
            session.Execute(
                "INSERT INTO connector_sent (conversation_id, fingerprint, sequence) VALUES (@id, @fingerprint, @sequence) ON CONFLICT (conversation_id, fingerprint) DO NOTHING",
                ("@id", conversation), ("@fingerprint", fingerprint), ("@sequence", sequence));
        }
    }

    /// <summary>The newest place wins; where there was none, what the log holds by now was not for there.</summary>
    private static void Place(StoreSession session, string conversation, string reference)
    {
        var before = session.Query("SELECT reference FROM connector_conversation WHERE conversation_id = @id", row => row.GetString(0), ("@id", conversation)).FirstOrDefault();
        if (before == reference)
        {
            return;
        }

        session.Execute(
            """
            INSERT INTO connector_conversation (conversation_id, reference, delivered, parts)
            SELECT id, @reference, last_sequence, 0 FROM conversation WHERE id = @id
            ON CONFLICT (conversation_id) DO UPDATE SET
                delivered = CASE WHEN connector_conversation.reference = '' THEN excluded.delivered ELSE connector_conversation.delivered END,
                parts = CASE WHEN connector_conversation.reference = '' THEN 0 ELSE connector_conversation.parts END,
                reference = excluded.reference
            """,
            ("@reference", reference), ("@id", conversation));
        if (before is not null)
        {
            session.Tell(NoticeKind.Moved, conversation);
        }
    }
}

/// <summary>Where a reply goes.</summary>
/// <param name="Reference">The conversation's, as JSON.</param>
/// <param name="ActivityId">The channel's id of what is replied to.</param>
/// <param name="Sender">Who sent that, as JSON.</param>
internal sealed record ReplyTarget(string Reference, string ActivityId, string Sender);

/// <param name="Delivered">The place in the log up to which everything is sent.</param>
/// <param name="Parts">How many activities of the next reply are sent already.</param>
internal readonly record struct DeliveryState(string Reference, long Delivered, int Parts);
