-- Which events a destination gets, how their fields are mapped and how fast they are sent, as JSON.
ALTER TABLE destination ADD COLUMN rules text NOT NULL DEFAULT '{}';

-- How often an event was tried in vain or refused.
ALTER TABLE delivery ADD COLUMN failed bigint NOT NULL DEFAULT 0;

CREATE INDEX dead_letter_cause ON dead_letter (namespace_id, destination_id, cause, died_at);

-- What has last been said of how a destination fares, and its counts when the minute began that is judged now.
CREATE TABLE delivery_alert (
    destination_id uuid PRIMARY KEY REFERENCES destination (id) ON DELETE CASCADE,
    state          text        NOT NULL DEFAULT 'fine' CHECK (state IN ('fine', 'lagging', 'failing', 'paused')),
    changes        integer     NOT NULL DEFAULT 0,
    changed_at     timestamptz NOT NULL DEFAULT now(),
    began_at       timestamptz NOT NULL DEFAULT now(),
    delivered      bigint      NOT NULL DEFAULT 0,
    failed         bigint      NOT NULL DEFAULT 0,
    failing        boolean     NOT NULL DEFAULT false
);
