-- What took more than one try. A row counts the tries that neither delivery_retry nor dead_letter counts: those of an event
-- that its destination's cursor is held before, that came with an earlier one of its subject, or that had died; and all of
-- them once it is delivered. What is delivered at the first try has no row.
CREATE TABLE delivery_attempt (
    destination_id uuid        NOT NULL REFERENCES destination (id) ON DELETE CASCADE,
    namespace_id   integer     NOT NULL,
    tx             bigint      NOT NULL,
    ord            integer     NOT NULL,
    received_at    timestamptz NOT NULL,
    subject        text        NOT NULL COLLATE "C",
    attempts       integer     NOT NULL,
    first_tried_at timestamptz,
    last_tried_at  timestamptz NOT NULL,
    delivered      boolean     NOT NULL DEFAULT false,
    last_error     text,
    PRIMARY KEY (destination_id, tx, ord)
);

-- Up to here rows are missing because they were forgotten, or are from before there were any; after it, because one try did.
ALTER TABLE delivery ADD COLUMN attempts_after bigint NOT NULL DEFAULT 0;
UPDATE delivery SET attempts_after = tx;
