-- Who may call. Only the SHA-256 of a key is kept. A revoked key stays, so that Cairo stays locked.
CREATE TABLE api_key (
    id           uuid PRIMARY KEY,
    tenant       text        NOT NULL,
    namespace    text,
    name         text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('pk', 'sk', 'rk', 'ak')),
    role         text        NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
    hash         bytea       NOT NULL UNIQUE,
    last_four    text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX api_key_tenant ON api_key (tenant, created_at);

-- What nodes keep close is thrown away when its number here grows: each node looks once a second.
CREATE TABLE revision (
    topic  text PRIMARY KEY,
    number bigint NOT NULL DEFAULT 0
);
INSERT INTO revision (topic) VALUES ('api_key'), ('destination');
