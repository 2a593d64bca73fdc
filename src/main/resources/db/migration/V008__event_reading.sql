-- What questions about events ask for besides names and persons. Tracks that came in over the SDK, which is nearly all
-- there is, are in none of the first two and cost nothing; the third is a few bytes for every 128 pages.
CREATE INDEX event_type     ON event (namespace_id, type, tx, ord) WHERE type <> 'track';
CREATE INDEX event_platform ON event (namespace_id, platform, tx, ord) WHERE platform <> 'sdk';
CREATE INDEX event_occurred ON event USING brin (occurred_at);
