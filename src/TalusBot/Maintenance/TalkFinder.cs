using TalusBot.Channels.Connector;
using TalusBot.Storage;

namespace TalusBot.Maintenance;

/// <summary>Finds a talk by what people have of it.</summary>
internal static class TalkFinder
{
    /// <param name="named">The talk's id; the id of an activity in it, such as <c>id|0000002</c>; or, in a channel, the channel's own id of the conversation or of a message.</param>
    /// <returns>Null where there is none, or several, by that name.</returns>
    public static FoundTalk? Find(StoreSession session, string named)
    {
        named = named.Trim();
        var ids = session.Query(
            """
            SELECT id FROM conversation WHERE id IN (@named, @before)
            UNION SELECT conversation_id FROM connector_sent WHERE fingerprint = @print
            UNION SELECT conversation_id FROM turn WHERE client_id = @print
            """,
            row => row.GetString(0),
            ("@named", named), ("@before", named.Split('|')[0]), ("@print", ConnectorConversation.Fingerprint(named)));
        if (ids.Count == 0)
        {
            ids = [.. session.Query("SELECT DISTINCT channel FROM conversation", row => row.GetString(0))
                .SelectMany(channel => ConnectorConversation.IdsIn(channel, named))
                .Where(id => Describe(session, id) is not null)];
        }

        return ids.Count == 1 ? Describe(session, ids[0]) : null;
    }

    private static FoundTalk? Describe(StoreSession session, string id) => session.Query(
        """
        SELECT c.id, c.channel, c.started_at, c.last_at, (SELECT COUNT(*) FROM log_entry l WHERE l.conversation_id = c.id),
            (SELECT COUNT(*) FROM connector_conversation d WHERE d.conversation_id = c.id AND d.installed_at IS NOT NULL)
        FROM conversation c WHERE c.id = @id
        """,
        row => new FoundTalk(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5) > 0),
        ("@id", id)).FirstOrDefault();
}

/// <param name="Channel">By which way it came: directline, page, api, webhook, or a channel's name such as msteams.</param>
/// <param name="StartedAt">Unix milliseconds, as is <paramref name="LastAt"/>.</param>
/// <param name="Entries">What people and the bot said and did in it.</param>
/// <param name="IsInstalled">The bot is installed there; that stays when the talk is deleted.</param>
internal sealed record FoundTalk(string Id, string Channel, long StartedAt, long LastAt, long Entries, bool IsInstalled);
