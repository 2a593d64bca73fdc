-- JavaScript that changes events on their way. A version never changes; the transformation names the one that counts.
-- Below the line is what the road writes while it runs, which the author does not.
CREATE TABLE transformation (
    id              uuid PRIMARY KEY,
    namespace_id    integer     NOT NULL REFERENCES namespace (id),
    name            text        NOT NULL,
    destination_id  uuid        REFERENCES destination (id) ON DELETE CASCADE,
    enabled         boolean     NOT NULL,
    execution_order integer     NOT NULL,
    on_error        text        NOT NULL CHECK (on_error IN ('keep', 'drop')),
    limit_ms        integer     NOT NULL CHECK (limit_ms BETWEEN 1 AND 1000),
    current_version integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    version         integer     NOT NULL DEFAULT 0,
    --
    state           text        NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused')),
    paused_reason   text,
    paused_at       timestamptz,
    errors          bigint      NOT NULL DEFAULT 0,
    kills           bigint      NOT NULL DEFAULT 0,
    last_error      text,
    last_error_line integer,
    last_error_at   timestamptz,
    last_message_id text        COLLATE "C",
    last_subject    text        COLLATE "C",
    UNIQUE (namespace_id, name)
) WITH (fillfactor = 70);
CREATE INDEX transformation_destination ON transformation (destination_id) WHERE destination_id IS NOT NULL;

-- The code as its author wrote it, and what was made of it.
CREATE TABLE transformation_version (
    transformation_id uuid        NOT NULL REFERENCES transformation (id) ON DELETE CASCADE,
    number            integer     NOT NULL,
    code              text        NOT NULL,
    compiled          text        NOT NULL,
    created_at        timestamptz NOT NULL,
    PRIMARY KEY (transformation_id, number)
);

-- When a worker had to be killed, for some minutes: three of them pause a transformation. No foreign key, so that who
-- writes here never waits for who edits there.
CREATE TABLE transformation_kill (
    transformation_id uuid        NOT NULL,
    killed_at         timestamptz NOT NULL
);
CREATE INDEX transformation_kill_when ON transformation_kill (transformation_id, killed_at);

INSERT INTO revision (topic) VALUES ('transformation');
