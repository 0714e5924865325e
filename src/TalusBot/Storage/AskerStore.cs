namespace TalusBot.Storage;

/// <summary>Those who asked in vain and wait for an answer.</summary>
internal sealed class AskerStore(Store store, ConversationStore conversations)
{
    /// <summary>The questions whose askers wait in a conversation that goes on, newest first.</summary>
    public List<WaitingQuestion> Waiting(int most) => store.Read(session => Inbox.Waiting(session, most));

    /// <summary>Appends an answer that nobody asked for just now, and notes that its asker has it, both or neither.</summary>
    /// <returns>False where nobody waits for it any more, and nothing was written.</returns>
    public Task<bool> AnswerAsync(WaitingQuestion asked, string replyBody, CancellationToken cancel = default) => store.WriteAsync(
        asked.Turn.ConversationId,
        session =>
        {
            store.Hold(session, asked.Turn.ConversationId);
            return Inbox.Answer(session, asked, store.Now) && conversations.AppendReply(session, asked.Turn.ConversationId, replyBody) > 0;
        },
        cancel);

    /// <summary>When each entry was in use for the first time; those not met before are noted with <paramref name="now"/>.</summary>
    /// <returns>Unix milliseconds; 0 for the entries of the first time that anybody counted.</returns>
    public Task<Dictionary<string, long>> EntriesSeenAsync(IEnumerable<string> entries, DateTimeOffset now, CancellationToken cancel = default) => store.WriteAsync(
        "",
        session =>
        {
            var seen = session.Query("SELECT id, at FROM entry_seen", row => (Id: row.GetString(0), At: row.GetInt64(1))).ToDictionary(row => row.Id, row => row.At, StringComparer.Ordinal);
            var at = seen.Count == 0 ? 0 : now.ToUnixTimeMilliseconds();
            foreach (var entry in entries.Order(StringComparer.Ordinal))
            {
                if (seen.TryAdd(entry, at))
                {
                    session.Execute("INSERT INTO entry_seen (id, at) VALUES (@entry, @at) ON CONFLICT (id) DO NOTHING", ("@entry", entry), ("@at", at));
                }
            }

            return seen;
        },
        cancel);
}
