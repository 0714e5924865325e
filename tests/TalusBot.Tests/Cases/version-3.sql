-- A data file as version 3 left it: talks of one person and of several, with a question in one of these that was not answered yet.
CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    ended_at BIGINT,
    state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS log_entry (
    conversation_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (conversation_id, sequence));
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
    PRIMARY KEY (conversation_id, sequence));
CREATE UNIQUE INDEX IF NOT EXISTS turn_by_client_id ON turn (conversation_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS turn_open ON turn (accepted_at) WHERE completed_at IS NULL;
CREATE TABLE IF NOT EXISTS inbox (
    conversation_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    question TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (conversation_id, sequence));
CREATE TABLE IF NOT EXISTS feedback (
    conversation_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    thumb TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (conversation_id, sequence));
CREATE TABLE IF NOT EXISTS forgotten (conversation_id TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS signing_key (id TEXT NOT NULL PRIMARY KEY, created_at BIGINT NOT NULL, material TEXT NOT NULL);
ALTER TABLE turn ADD COLUMN question TEXT;
ALTER TABLE inbox ADD COLUMN answered_at BIGINT;
ALTER TABLE inbox ADD COLUMN only_new BIGINT NOT NULL DEFAULT 0;
CREATE INDEX inbox_waiting ON inbox (at) WHERE answered_at IS NULL;
CREATE TABLE entry_seen (id TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL);
CREATE TABLE connector_conversation (
    conversation_id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL,
    installed_at BIGINT,
    welcomed_at BIGINT,
    delivered BIGINT NOT NULL,
    parts BIGINT NOT NULL);
CREATE TABLE connector_turn (
    conversation_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    activity_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    PRIMARY KEY (conversation_id, sequence));
CREATE TABLE connector_sent (
    conversation_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, fingerprint));
INSERT INTO schema_version VALUES (1, 1000), (2, 1000), (3, 1000);
INSERT INTO conversation VALUES
    ('a', 'directline', 1000, 2000, 2, NULL, '{"noticeGiven":true}'),
    ('msteams.personal.x', 'msteams', 1000, 2000, 2, NULL, '{"alarm":"weight"}'),
    ('msteams.group.x', 'msteams', 1000, 2000, 2, NULL, '{"alarm":"weight"}'),
    ('msteams.channel.x', 'msteams', 1000, 2000, 3, NULL, '{"alarm":"weight"}'),
    ('webhook.channel.x', 'webhook', 1000, 2000, 2, NULL, '{"noticeGiven":true}');
INSERT INTO log_entry VALUES
    ('msteams.channel.x', 1, 1000, '{"type":"message","text":"who wrote hamlet"}'), ('msteams.channel.x', 2, 1500, '{"type":"message"}'),
    ('msteams.channel.x', 3, 2000, '{"type":"message","text":"what kind of tape?"}');
INSERT INTO turn (conversation_id, sequence, base_url, accepted_at, owner, lease_until, attempts, completed_at) VALUES
    ('msteams.channel.x', 1, 'http://here', 1000, 'x', 1100, 1, 1500), ('msteams.channel.x', 3, 'http://here', 2000, 'x', 2100, 1, NULL);
INSERT INTO inbox (conversation_id, sequence, at, question, reason) VALUES ('msteams.channel.x', 1, 1500, 'who wrote hamlet', 'notCovered');
