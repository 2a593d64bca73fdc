-- How much a destination with a throttle may get still, whoever sends to it, from whichever node.
CREATE TABLE delivery_pace (
    destination_id uuid PRIMARY KEY REFERENCES destination (id) ON DELETE CASCADE,
    events         double precision NOT NULL,
    requests       double precision NOT NULL,
    filled_at      timestamptz      NOT NULL
) WITH (fillfactor = 50);

-- Whether a replay is of originals that were set aside, as plans and transformations would make them now. Its transformation
-- is then the one that they were set aside by, and its position is when they arrived: microseconds, and a hash of the id.
ALTER TABLE replay ADD COLUMN of_originals boolean NOT NULL DEFAULT false;
