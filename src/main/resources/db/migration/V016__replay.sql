-- Events of the log that are sent to a destination once more: a selection, how far it has got, which node walks now.
CREATE TABLE replay (
    id                     uuid PRIMARY KEY,
    namespace_id           integer     NOT NULL REFERENCES namespace (id),
    destination_id         uuid        NOT NULL REFERENCES destination (id) ON DELETE CASCADE,
    -- What is selected. A person's selection is emptied when the person is erased, and selects nobody then.
    received_from          timestamptz NOT NULL,
    received_to            timestamptz NOT NULL,
    below_tx               bigint      NOT NULL,
    event_name             text,
    of_person              boolean     NOT NULL,
    asked_for              text,
    subjects               text[]      NOT NULL COLLATE "C",
    emails                 text[]      NOT NULL COLLATE "C",
    transformation_id      uuid,
    transformation_version integer,
    per_second             integer     NOT NULL CHECK (per_second > 0),
    requested_by           text        NOT NULL,
    created_at             timestamptz NOT NULL DEFAULT now(),
    -- How far it has got: the last position taken from the log, and what of it is still to be sent.
    tx                     bigint      NOT NULL DEFAULT 0,
    ord                    integer     NOT NULL DEFAULT 0,
    received_at            timestamptz NOT NULL,
    left_tx                bigint[]    NOT NULL DEFAULT '{}',
    left_ord               integer[]   NOT NULL DEFAULT '{}',
    attempt                integer     NOT NULL DEFAULT 0,
    failing_since          timestamptz,
    due_at                 timestamptz NOT NULL DEFAULT '-infinity',
    lease_owner            text,
    lease_until            timestamptz NOT NULL DEFAULT '-infinity',
    state                  text        NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'cancelled', 'done')),
    finished_at            timestamptz,
    considered             bigint      NOT NULL DEFAULT 0,
    sent                   bigint      NOT NULL DEFAULT 0,
    filtered               bigint      NOT NULL DEFAULT 0,
    failed                 bigint      NOT NULL DEFAULT 0,
    skipped                bigint      NOT NULL DEFAULT 0,
    last_error             text,
    failed_ids             text[]      NOT NULL DEFAULT '{}'
);
CREATE INDEX replay_namespace ON replay (namespace_id, created_at, id);
CREATE INDEX replay_running ON replay (due_at) WHERE state = 'running';
