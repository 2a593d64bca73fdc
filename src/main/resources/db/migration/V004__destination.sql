-- A configured place to deliver to. Settings are encrypted.
CREATE TABLE destination (
    id           uuid PRIMARY KEY,
    namespace_id integer     NOT NULL REFERENCES namespace (id),
    type         text        NOT NULL,
    name         text        NOT NULL,
    settings     bytea       NOT NULL,
    enabled      boolean     NOT NULL DEFAULT true,
    event_types  text        NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    version      integer     NOT NULL DEFAULT 0,
    UNIQUE (namespace_id, name)
);

-- How far each destination has read the log, which node reads it now, and how it fares.
CREATE TABLE delivery (
    destination_id uuid PRIMARY KEY REFERENCES destination (id) ON DELETE CASCADE,
    namespace_id   integer     NOT NULL,
    tx             bigint      NOT NULL,
    ord            integer     NOT NULL,
    received_at    timestamptz NOT NULL,
    lease_owner    text,
    lease_until    timestamptz NOT NULL DEFAULT '-infinity',
    state          text        NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'holding', 'paused')),
    attempt        integer     NOT NULL DEFAULT 0,
    due_at         timestamptz NOT NULL DEFAULT '-infinity',
    failing_since  timestamptz,
    last_error     text,
    delivered      bigint      NOT NULL DEFAULT 0,
    filtered       bigint      NOT NULL DEFAULT 0,
    dead           bigint      NOT NULL DEFAULT 0
);

-- The exceptions: an event that waits for another try, and the later events of its subject that wait behind it.
CREATE TABLE delivery_retry (
    destination_id uuid        NOT NULL REFERENCES destination (id) ON DELETE CASCADE,
    namespace_id   integer     NOT NULL,
    tx             bigint      NOT NULL,
    ord            integer     NOT NULL,
    received_at    timestamptz NOT NULL,
    subject        text        NOT NULL COLLATE "C",
    attempt        integer     NOT NULL,
    first_tried_at timestamptz,
    due_at         timestamptz NOT NULL,
    last_error     text,
    PRIMARY KEY (destination_id, tx, ord)
);
CREATE INDEX delivery_retry_subject ON delivery_retry (destination_id, subject, tx, ord);
CREATE INDEX delivery_retry_due ON delivery_retry (destination_id, due_at);

CREATE TABLE dead_letter (
    destination_id uuid        NOT NULL REFERENCES destination (id) ON DELETE CASCADE,
    namespace_id   integer     NOT NULL,
    tx             bigint      NOT NULL,
    ord            integer     NOT NULL,
    received_at    timestamptz NOT NULL,
    message_id     text        NOT NULL,
    subject        text        NOT NULL COLLATE "C",
    attempts       integer     NOT NULL,
    cause          text        NOT NULL,
    detail         text        NOT NULL,
    died_at        timestamptz NOT NULL,
    PRIMARY KEY (destination_id, tx, ord)
);
