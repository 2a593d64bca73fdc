-- What was told of people and groups. A trait stands under the identifier under which it was told (u:, a:, e:, x:type:, and
-- g: for a group), so that who belongs together may change without moving a row. Without value and flag it was removed;
-- that is remembered, since a message that is older than the removal may come later.
CREATE TABLE trait (
    namespace_id integer     NOT NULL,
    key          text        NOT NULL COLLATE "C",
    name         text        NOT NULL COLLATE "C",
    value        json,
    flag         text,
    occurred_at  timestamptz NOT NULL,
    message_id   text        NOT NULL COLLATE "C",
    PRIMARY KEY (namespace_id, key, name)
) WITH (fillfactor = 80);

-- How often a trait was told for which a key had no room, and when last.
CREATE TABLE trait_left_out (
    namespace_id integer     NOT NULL,
    key          text        NOT NULL COLLATE "C",
    count        bigint      NOT NULL,
    last_at      timestamptz NOT NULL,
    PRIMARY KEY (namespace_id, key)
) WITH (fillfactor = 80);

-- Who was said to belong to which group. Two long ids together are more than an index takes; a digest of one is not.
CREATE TABLE membership (
    namespace_id integer     NOT NULL,
    key          text        NOT NULL COLLATE "C",
    group_id     text        NOT NULL COLLATE "C",
    first_at     timestamptz NOT NULL,
    last_at      timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX membership_once ON membership (namespace_id, key, md5(group_id));
