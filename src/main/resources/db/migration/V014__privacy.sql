-- What is known of people here is a hash with a key that the database does not have: who holds a dump learns nobody's name.

-- People of whom nothing may be stored: one row for each demand, and the identifiers that it covers.
CREATE TABLE suppression (
    id            uuid PRIMARY KEY,
    namespace_id  integer     NOT NULL REFERENCES namespace (id),
    reason        text,
    suppressed_by text        NOT NULL,
    suppressed_at timestamptz NOT NULL
);
CREATE INDEX suppression_namespace ON suppression (namespace_id, suppressed_at, id);

-- The mark is a short keyed hash that nodes keep in memory; the revision is that of the topic when the row was written.
CREATE TABLE suppressed_identifier (
    namespace_id   integer NOT NULL,
    key_hash       bytea   NOT NULL,
    mark           bigint  NOT NULL,
    suppression_id uuid    NOT NULL REFERENCES suppression (id) ON DELETE CASCADE,
    revision       bigint  NOT NULL,
    PRIMARY KEY (namespace_id, key_hash)
);
CREATE INDEX suppressed_identifier_suppression ON suppressed_identifier (suppression_id);
CREATE INDEX suppressed_identifier_revision ON suppressed_identifier (revision);

-- People who were erased: what happened until then does not come back, however late it is sent again.
CREATE TABLE erased_identifier (
    namespace_id integer     NOT NULL,
    key_hash     bytea       NOT NULL,
    mark         bigint      NOT NULL,
    erased_at    timestamptz NOT NULL,
    revision     bigint      NOT NULL,
    PRIMARY KEY (namespace_id, key_hash)
);
CREATE INDEX erased_identifier_revision ON erased_identifier (revision);

INSERT INTO revision (topic) VALUES ('suppression');

-- Erasures, under way and done. Identifiers are sealed and go when nothing is left to be looked for.
CREATE TABLE erasure (
    id           uuid PRIMARY KEY,
    namespace_id integer     NOT NULL REFERENCES namespace (id),
    subject      bytea       NOT NULL,
    identifiers  bytea,
    known        boolean     NOT NULL,
    state        text        NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'settling', 'done')),
    steps        json        NOT NULL,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    erased_at    timestamptz,
    finished_at  timestamptz
);
CREATE INDEX erasure_open ON erasure (requested_at) WHERE state <> 'done';

-- What was done to people's data. Each row's hash covers the row before it, so that no row changes or goes unnoticed.
CREATE TABLE audit (
    tenant       text        NOT NULL,
    seq          bigint      NOT NULL,
    namespace_id integer,
    at           timestamptz NOT NULL,
    actor        text        NOT NULL,
    action       text        NOT NULL,
    subjects     text[]      NOT NULL,
    details      json        NOT NULL,
    previous     bytea       NOT NULL,
    hash         bytea       NOT NULL,
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX audit_subjects ON audit USING gin (subjects);
