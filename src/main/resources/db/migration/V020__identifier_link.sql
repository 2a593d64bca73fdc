-- The link that an identifier came with, which is nearly always all there is about it: a row of its own in identity_link with
-- two index entries at random places cost as much as the identifier. It is carried only while both ends belong to one
-- person, so the way back goes over the person and needs no index; when they are parted, it becomes a row of identity_link.
-- It was no alias. Links that are there already stay where they are.
ALTER TABLE identifier
    ADD COLUMN linked_key   text COLLATE "C",
    ADD COLUMN linked_at    timestamptz,
    ADD COLUMN linked_cause text;
