-- How much a destination with a throttle may get still, whoever sends to it, from whichever node.
CREATE TABLE delivery_pace (
    destination_id uuid PRIMARY KEY REFERENCES destination (id) ON DELETE CASCADE,
    events         double precision NOT NULL,
    requests       double precision NOT NULL,
    filled_at      timestamptz      NOT NULL
) WITH (fillfactor = 50);
