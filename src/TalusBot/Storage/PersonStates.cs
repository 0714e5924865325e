namespace TalusBot.Storage;

/// <summary>What the dialog remembers of each person where several talk with the bot; each statement runs inside its caller's transaction.</summary>
internal static class PersonStates
{
    /// <summary>Of how many people one conversation remembers something: more than Teams lets into a group chat. Who has been silent longest is forgotten first.</summary>
    public const int Most = 500;

    /// <param name="person">Empty where one person talks with the bot: then the conversation itself has the state.</param>
    public static void Keep(StoreSession session, OpenTurn turn, string person, string state)
    {
        if (person.Length == 0)
        {
            session.Execute("UPDATE conversation SET state = @state WHERE id = @id", ("@state", state), ("@id", turn.ConversationId));
            return;
        }

        session.Execute(
            """
            INSERT INTO person_state (conversation_id, person, sequence, state) VALUES (@id, @person, @sequence, @state)
            ON CONFLICT (conversation_id, person) DO UPDATE SET sequence = excluded.sequence, state = excluded.state
            """,
            ("@id", turn.ConversationId), ("@person", person), ("@sequence", turn.Sequence), ("@state", state));
        session.Execute(
            """
            DELETE FROM person_state WHERE conversation_id = @id AND sequence <=
                (SELECT o.sequence FROM person_state o WHERE o.conversation_id = @id ORDER BY o.sequence DESC LIMIT 1 OFFSET @most)
            """,
            ("@id", turn.ConversationId), ("@most", (long)Most));
    }

    /// <summary>Nothing is remembered of anybody, and who said what is known no more; the log stays.</summary>
    public static void Clear(StoreSession session, string conversation)
    {
        session.Execute("DELETE FROM person_state WHERE conversation_id = @id", ("@id", conversation));
        session.Execute("UPDATE turn SET person = '' WHERE conversation_id = @id AND person <> ''", ("@id", conversation));
        session.Execute("UPDATE conversation SET state = '' WHERE id = @id", ("@id", conversation));
    }
}
