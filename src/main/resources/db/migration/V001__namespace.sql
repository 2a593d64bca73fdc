-- Whose data it is: a tenant owns namespaces; every other table names the namespace (or the tenant, for what spans them).
CREATE TABLE namespace (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant     text        NOT NULL,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant, name)
);

INSERT INTO namespace (tenant, name) VALUES ('default', 'default');
