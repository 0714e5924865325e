-- A data file as version 1 left it: one question without an answer, one that no choice answered, and one conversation that has ended.
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
INSERT INTO schema_version VALUES (1, 1000);
INSERT INTO conversation VALUES ('a', 'directline', 1000, 2000, 4, NULL, '{"noticeGiven":true}');
INSERT INTO conversation VALUES ('b', 'directline', 1000, 2000, 2, 2000, '');
INSERT INTO log_entry VALUES ('a', 1, 1000, '{"type":"message"}'), ('a', 2, 1500, '{"type":"message","text":"who wrote hamlet"}'), ('a', 4, 2000, '{"type":"message","text":"None of these"}');
INSERT INTO turn VALUES ('a', 2, NULL, 'http://here', 1500, 'x', 1600, 1, 1600), ('a', 4, NULL, 'http://here', 2000, 'x', 2100, 1, 2100), ('b', 2, NULL, 'http://here', 2000, 'x', 2100, 1, 2100);
INSERT INTO inbox VALUES ('a', 2, 1600, 'who wrote hamlet', 'notCovered'), ('a', 4, 2100, 'what tape?', 'noneOfThese'), ('b', 2, 2100, 'who wrote hamlet', 'notCovered');
INSERT INTO feedback VALUES ('a', 3, 1700, 'up', '');
