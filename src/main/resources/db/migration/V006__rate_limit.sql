-- How often who has called lately, one row a bucket; state is Bucket4j's own form. Rows live for minutes.
-- Unlogged: no commit waits for the disk; what a crash of the database forgets is one allowance. No index but the key and
-- room in every page, so that a row is updated in place.
CREATE UNLOGGED TABLE rate_limit (
    id         text COLLATE "C" PRIMARY KEY,
    state      bytea,
    expires_at bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
