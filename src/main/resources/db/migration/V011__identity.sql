-- Who is who. An identifier and the person it belongs to now; its origin is the person that it made or came to first, and
-- null while that is the same. One that was only ever named as what somebody was called before has no first_seen.
CREATE TABLE identifier (
    namespace_id integer     NOT NULL,
    key          text        NOT NULL COLLATE "C",
    person_id    uuid        NOT NULL,
    origin_id    uuid,
    first_seen   timestamptz,
    PRIMARY KEY (namespace_id, key)
);
CREATE INDEX identifier_person ON identifier (namespace_id, person_id);

-- Why: two identifiers that were named together. A row when that happens first, or when an earlier event is heard of, or an
-- alias; rows never change. The second key is cut short in the index, for two long ones do not fit into an entry.
CREATE TABLE identity_link (
    namespace_id integer     NOT NULL,
    a            text        NOT NULL COLLATE "C",
    b            text        NOT NULL COLLATE "C",
    occurred_at  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    alias        boolean     NOT NULL,
    cause        text        NOT NULL
);
CREATE INDEX identity_link_a ON identity_link (namespace_id, a, left(b, 64));
CREATE INDEX identity_link_b ON identity_link (namespace_id, b);

-- The journal of what changed for people who were there before: the keys that went to a person, and the links, each from one
-- of a to one of b, that joined them. Rows never change.
CREATE TABLE identity_change (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace_id integer     NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('merge', 'split', 'move', 'unmerge', 'refusal')),
    person_id    uuid        NOT NULL,
    other_id     uuid,
    keys         text[]      NOT NULL COLLATE "C",
    a            text[]      NOT NULL COLLATE "C",
    b            text[]      NOT NULL COLLATE "C",
    rule         text,
    cause        text        NOT NULL,
    changed_at   timestamptz NOT NULL
);
CREATE INDEX identity_change_named ON identity_change USING gin ((keys || a || b));

-- Two sides that were unmerged: whatever is observed, they are not joined again, unless a later alias says so.
CREATE TABLE identity_cut (
    namespace_id integer     NOT NULL,
    key          text        NOT NULL COLLATE "C",
    cut_id       bigint      NOT NULL,
    side         smallint    NOT NULL CHECK (side IN (1, 2)),
    cut_at       timestamptz NOT NULL,
    PRIMARY KEY (namespace_id, key, cut_id)
);

INSERT INTO revision (topic) VALUES ('identity');
