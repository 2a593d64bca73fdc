-- Originals go the way of events: a partition a day, dropped whole when its time is over, instead of rows that are deleted. What
-- went on under its own id is kept apart from doubles by the log's own index; an index of its own has only what is gone, so an
-- original that is not costs no place in it.

ALTER TABLE set_aside RENAME TO set_aside_before;
ALTER TABLE set_aside_before DROP CONSTRAINT set_aside_pkey;
DROP INDEX set_aside_received;

CREATE TABLE set_aside (
    namespace_id integer     NOT NULL,
    message_id   text        NOT NULL COLLATE "C",
    received_at  timestamptz NOT NULL,
    occurred_at  timestamptz NOT NULL,
    type         text        NOT NULL COLLATE "C",
    name         text        COLLATE "C",
    subject      text        NOT NULL COLLATE "C",
    user_id      text        COLLATE "C",
    anonymous_id text        COLLATE "C",
    email        text        COLLATE "C",
    platform     text        NOT NULL COLLATE "C",
    reason       text        NOT NULL,
    -- Whether no event with its id is in the log.
    gone         boolean     NOT NULL,
    -- JSON, as the reader has written it: it is not checked once more, and nobody asks the database what is in it.
    payload      text        NOT NULL
) PARTITION BY RANGE (received_at);

CREATE INDEX set_aside_received ON set_aside (received_at);

DO $$
DECLARE
    of_day date;
BEGIN
    FOR of_day IN SELECT DISTINCT (received_at AT TIME ZONE 'UTC')::date FROM set_aside_before LOOP
        EXECUTE format('CREATE TABLE set_aside_%1$s PARTITION OF set_aside FOR VALUES FROM (%2$L) TO (%3$L)',
                       to_char(of_day, 'YYYYMMDD'), of_day || ' 00:00Z', (of_day + 1) || ' 00:00Z');
        EXECUTE format('CREATE UNIQUE INDEX set_aside_%1$s_message ON set_aside_%1$s (namespace_id, message_id) WHERE gone',
                       to_char(of_day, 'YYYYMMDD'));
    END LOOP;
END $$;

INSERT INTO set_aside (namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id, anonymous_id, email,
                       platform, reason, gone, payload)
SELECT namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id, anonymous_id, email, platform, reason,
       NOT EXISTS (SELECT FROM event WHERE event.namespace_id = b.namespace_id AND event.message_id = b.message_id
                                       AND event.received_at = b.received_at),
       payload::text
FROM set_aside_before b;

DROP TABLE set_aside_before;

-- Partitions are made by io.cairo.ingest.AsidePartitions, each with its own unique index on what is gone.
