-- The log. A row is an event; its position is (tx, ord): the number of the transaction that wrote it and its place there.
-- A reader that stays below the oldest running transaction never skips an event, however late it was committed.

-- Transaction numbers start again at the bottom in a database restored from a dump; the shift keeps positions growing.
CREATE TABLE log_clock (
    one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    shift   bigint NOT NULL
);
INSERT INTO log_clock (shift) VALUES (0);

CREATE TABLE event (
    namespace_id integer     NOT NULL,
    tx           bigint      NOT NULL,
    ord          integer     NOT NULL,
    received_at  timestamptz NOT NULL,
    occurred_at  timestamptz NOT NULL,
    type         text        NOT NULL COLLATE "C",
    name         text        COLLATE "C",
    message_id   text        NOT NULL COLLATE "C",
    subject      text        NOT NULL COLLATE "C",
    user_id      text        COLLATE "C",
    anonymous_id text        COLLATE "C",
    email        text        COLLATE "C",
    platform     text        NOT NULL COLLATE "C",
    payload      json        NOT NULL
) PARTITION BY RANGE (received_at);

-- Delivery and newest-first reading; what a name did; what a person did. Each grows at its right edge or is small.
CREATE INDEX event_position ON event (namespace_id, tx, ord);
CREATE INDEX event_name     ON event (namespace_id, name, tx, ord);
CREATE INDEX event_subject  ON event (namespace_id, subject, tx, ord);
CREATE INDEX event_email    ON event (namespace_id, email, tx, ord) WHERE email IS NOT NULL;

-- Partitions are made by io.cairo.event.Partitions, each with its own unique index on (namespace_id, message_id).
