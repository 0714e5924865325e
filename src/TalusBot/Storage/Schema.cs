namespace TalusBot.Storage;

/// <summary>The tables, in the SQL that SQLite and PostgreSQL share: TEXT and BIGINT columns only.</summary>
internal static class Schema
{
    /// <summary>The version that <see cref="Steps"/> leads to.</summary>
    public static long Version => Steps.Count;

    /// <summary>The tables that keep something about a conversation, under conversation_id.</summary>
    public static readonly IReadOnlyList<string> OfConversations = ["log_entry", "turn", "inbox", "feedback", "connector_conversation", "connector_turn", "connector_sent", "person_state"];

    public const string CreateVersions = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)";

    /// <summary>All times are Unix milliseconds (UTC).</summary>
    private static readonly IReadOnlyList<string> First =
    [
        // state: the DialogState as JSON. last_at never runs backwards; it is the time of the newest log entry.
        """
        CREATE TABLE IF NOT EXISTS conversation (
            id TEXT NOT NULL PRIMARY KEY,
            channel TEXT NOT NULL,
            started_at BIGINT NOT NULL,
            last_at BIGINT NOT NULL,
            last_sequence BIGINT NOT NULL,
            ended_at BIGINT,
            state TEXT NOT NULL)
        """,

        // body: the activity as JSON without id, timestamp and conversation, which the channel adds from the columns.
        """
        CREATE TABLE IF NOT EXISTS log_entry (
            conversation_id TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            at BIGINT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (conversation_id, sequence))
        """,

        // A turn is open until completed_at is set; owner: the process that works on it.
        """
        CREATE TABLE IF NOT EXISTS turn (
            conversation_id TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            client_id TEXT,
            base_url TEXT NOT NULL,
            accepted_at BIGINT NOT NULL,
            owner TEXT NOT NULL,
            lease_until BIGINT NOT NULL,
            attempts BIGINT NOT NULL,
            completed_at BIGINT,
            PRIMARY KEY (conversation_id, sequence))
        """,
        "CREATE UNIQUE INDEX IF NOT EXISTS turn_by_client_id ON turn (conversation_id, client_id) WHERE client_id IS NOT NULL",
        "CREATE INDEX IF NOT EXISTS turn_open ON turn (accepted_at) WHERE completed_at IS NULL",

        // reason: why a maintainer should look: notCovered, noneOfThese, thumbsDown, sent.
        """
        CREATE TABLE IF NOT EXISTS inbox (
            conversation_id TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            at BIGINT NOT NULL,
            question TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (conversation_id, sequence))
        """,

        // sequence: of the rated reply. thumb: up or down; a row that is taken back is deleted.
        """
        CREATE TABLE IF NOT EXISTS feedback (
            conversation_id TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            at BIGINT NOT NULL,
            thumb TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (conversation_id, sequence))
        """,

        // Ids of deleted conversations; nothing else is kept of them.
        "CREATE TABLE IF NOT EXISTS forgotten (conversation_id TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL)",

        // material: base64 of the bytes that sign Direct Line tokens, so that a restart ends no talk.
        "CREATE TABLE IF NOT EXISTS signing_key (id TEXT NOT NULL PRIMARY KEY, created_at BIGINT NOT NULL, material TEXT NOT NULL)",
    ];

    private static readonly IReadOnlyList<string> AskersAreTold =
    [
        // question: what the message came down to, where that is not what it says, as with a choice that was taken.
        "ALTER TABLE turn ADD COLUMN question TEXT",

        // answered_at: when the asker was told the answer; null while there is none. only_new: 1 where the asker has seen what
        // there is and it was not it, so that only an entry written since is news.
        "ALTER TABLE inbox ADD COLUMN answered_at BIGINT",
        "ALTER TABLE inbox ADD COLUMN only_new BIGINT NOT NULL DEFAULT 0",
        "UPDATE inbox SET only_new = 1 WHERE reason = 'noneOfThese'",
        "CREATE INDEX inbox_waiting ON inbox (at) WHERE answered_at IS NULL",

        // at: when an entry was in use for the first time; 0 where it was there before we kept count.
        "CREATE TABLE entry_seen (id TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL)",
    ];

    private static readonly IReadOnlyList<string> ConnectorDelivers =
    [
        // reference: where the conversation is and who we are there, as JSON; empty where nothing more is to be sent. delivered: the
        // place in the log up to which everything is sent; parts: how many activities of the entry after it are.
        """
        CREATE TABLE connector_conversation (
            conversation_id TEXT NOT NULL PRIMARY KEY,
            reference TEXT NOT NULL,
            installed_at BIGINT,
            welcomed_at BIGINT,
            delivered BIGINT NOT NULL,
            parts BIGINT NOT NULL)
        """,

        // Whom a reply goes to, kept until it is sent and while the question waits for an answer. sender: a ChannelAccount as JSON.
        """
        CREATE TABLE connector_turn (
            conversation_id TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            activity_id TEXT NOT NULL,
            sender TEXT NOT NULL,
            PRIMARY KEY (conversation_id, sequence))
        """,

        // Which of our entries an activity in the channel is; fingerprint: a hash of the id that the channel gave it.
        """
        CREATE TABLE connector_sent (
            conversation_id TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            PRIMARY KEY (conversation_id, fingerprint))
        """,
    ];

    private static readonly IReadOnlyList<string> PeopleAreApart =
    [
        // person: stands for who said it where several people talk with the bot, as a hash that is good in this conversation only;
        // empty where one person does, and where nobody knows it any more.
        "ALTER TABLE turn ADD COLUMN person TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX turn_by_person ON turn (conversation_id, person, sequence)",

        // What the dialog remembers of each of several people; of one alone it stands in conversation.state. sequence: of the last
        // message that changed it.
        """
        CREATE TABLE person_state (
            conversation_id TEXT NOT NULL,
            person TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            state TEXT NOT NULL,
            PRIMARY KEY (conversation_id, person))
        """,

        // Until now it was one for all of them, and nobody can tell whose it was.
        "UPDATE conversation SET state = '' WHERE id LIKE '%.group.%' OR id LIKE '%.channel.%'",
    ];

    private static readonly IReadOnlyList<string> MaintainersWork =
    [
        // settled_at: when a maintainer took it out of the inbox; settled_as: an entry's id, or aside.
        "ALTER TABLE inbox ADD COLUMN settled_at BIGINT",
        // While settled_at is null it names the entry whose draft is written for the question.
        "ALTER TABLE inbox ADD COLUMN settled_as TEXT",

        // asked: place in the log of the message that the rated reply answered.
        "ALTER TABLE feedback ADD COLUMN asked BIGINT",
        "CREATE INDEX inbox_unsettled ON inbox (at) WHERE settled_at IS NULL",
        "CREATE INDEX inbox_by_question ON inbox (question)",
        "CREATE INDEX turn_by_time ON turn (accepted_at)",

        // day: since 1970-01-01 (UTC). what and name: see Tally.
        """
        CREATE TABLE tally (
            day BIGINT NOT NULL,
            what TEXT NOT NULL,
            name TEXT NOT NULL,
            count BIGINT NOT NULL,
            PRIMARY KEY (day, what, name))
        """,

        // place: from 1, in the order of happening.
        """
        CREATE TABLE audit (
            place BIGINT NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            who TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL)
        """,
        "CREATE TABLE protection_key (id TEXT NOT NULL PRIMARY KEY, created_at BIGINT NOT NULL, xml TEXT NOT NULL)",
    ];

    private static readonly IReadOnlyList<string> ProcessesShare =
    [
        // The processes that work on this store. alive_until: what a process is at work on is left to it until then.
        "CREATE TABLE process (id TEXT NOT NULL PRIMARY KEY, started_at BIGINT NOT NULL, alive_until BIGINT NOT NULL)",
        "ALTER TABLE turn DROP COLUMN lease_until",
        "DROP INDEX turn_open",
        "CREATE INDEX turn_open ON turn (conversation_id, sequence) WHERE completed_at IS NULL",

        // The process that sends the conversation's replies; empty where there is none to send.
        "ALTER TABLE connector_conversation ADD COLUMN sender TEXT NOT NULL DEFAULT ''",

        // What is too old is found by these.
        "CREATE INDEX conversation_by_time ON conversation (last_at)",
        "CREATE INDEX forgotten_by_time ON forgotten (at)",
    ];

    private static readonly IReadOnlyList<string> TurnsAreFound =
    [
        // The turns of one person are few among those of their conversation, and every turn paid for this index.
        "DROP INDEX turn_by_person",
    ];

    /// <summary>What leads from each version to the next, from none to 1 first; one statement an item.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Steps = [First, AskersAreTold, ConnectorDelivers, PeopleAreApart, MaintainersWork, ProcessesShare, TurnsAreFound];
}
