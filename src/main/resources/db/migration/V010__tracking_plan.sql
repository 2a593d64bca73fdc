-- What events are agreed to look like. A version never changes; the plan names the one that counts.
CREATE TABLE tracking_plan (
    id                   uuid PRIMARY KEY,
    namespace_id         integer     NOT NULL REFERENCES namespace (id),
    name                 text        NOT NULL,
    enforcement_mode     text        NOT NULL CHECK (enforcement_mode IN ('allow', 'warn', 'drop')),
    unplanned_events     text        NOT NULL CHECK (unplanned_events IN ('allow', 'warn', 'drop')),
    unplanned_properties text        NOT NULL CHECK (unplanned_properties IN ('allow', 'warn', 'omit', 'drop')),
    current_version      integer     NOT NULL,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    version              integer     NOT NULL DEFAULT 0,
    UNIQUE (namespace_id, name)
);

-- The schema as it came, what it was recognised as, and the rules that were made of it.
CREATE TABLE tracking_plan_version (
    plan_id    uuid        NOT NULL REFERENCES tracking_plan (id) ON DELETE CASCADE,
    number     integer     NOT NULL,
    format     text        NOT NULL,
    source     json        NOT NULL,
    rules      json        NOT NULL,
    rule_count integer     NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (plan_id, number)
);

-- Messages that broke a plan, counted by what they broke: no payloads. Columns that change are in no index.
CREATE TABLE tracking_plan_violation (
    id           bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    namespace_id integer     NOT NULL,
    plan_id      uuid        NOT NULL REFERENCES tracking_plan (id) ON DELETE CASCADE,
    plan_version integer     NOT NULL,
    event_type   text        NOT NULL COLLATE "C",
    event_name   text        NOT NULL COLLATE "C",
    kind         text        NOT NULL COLLATE "C",
    field        text        NOT NULL COLLATE "C",
    message      text        NOT NULL,
    count        bigint      NOT NULL,
    first_seen   timestamptz NOT NULL,
    last_seen    timestamptz NOT NULL,
    message_ids  text[]      NOT NULL,
    PRIMARY KEY (plan_id, plan_version, event_type, event_name, kind, field)
) WITH (fillfactor = 70);
CREATE INDEX tracking_plan_violation_first ON tracking_plan_violation (namespace_id, first_seen, id);

-- Originals of messages that were changed or dropped on the way in, for some days.
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
    payload      json        NOT NULL,
    PRIMARY KEY (namespace_id, message_id)
);
CREATE INDEX set_aside_received ON set_aside (received_at);

INSERT INTO revision (topic) VALUES ('tracking_plan');
