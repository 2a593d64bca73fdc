-- Who owns data. What a tenant has paid for, and whether every change waits for a second administrator.
CREATE TABLE tenant (
    name       text PRIMARY KEY,
    plan       text        NOT NULL DEFAULT 'business' CHECK (plan IN ('pro', 'business')),
    governed   boolean     NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO tenant (name) VALUES ('default');

-- What people call a namespace.
ALTER TABLE namespace ADD COLUMN title text;

INSERT INTO revision (topic) VALUES ('tenant'), ('namespace');
