package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.base.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets how often events were tried: what is too old, and of each destination all but the newest. Where, it writes down. */
@ApplicationScoped
public class AttemptSweep implements Sweep {
    private static final String PAST = """
            WITH edge AS (
              SELECT d.destination_id, first.tx, first.ord
              FROM delivery d LEFT JOIN LATERAL (
                SELECT a.tx, a.ord FROM delivery_attempt a WHERE a.destination_id = d.destination_id
                ORDER BY a.tx DESC, a.ord DESC OFFSET ? LIMIT 1) first ON true),
            past AS (
              SELECT a.destination_id, a.tx, a.ord
              FROM delivery_attempt a JOIN edge ON edge.destination_id = a.destination_id
              WHERE a.last_tried_at < now() - ? * interval '1 second' OR (a.tx, a.ord) <= (edge.tx, edge.ord))
            """;

    /** First of all: a settlement locks in this order, too. */
    private static final String ADMIT = PAST + """
            UPDATE delivery d SET attempts_after = greatest(d.attempts_after, gone.tx)
            FROM (SELECT destination_id, max(tx) AS tx FROM past GROUP BY destination_id) gone
            WHERE gone.destination_id = d.destination_id""";

    private static final String FORGET = PAST + """
            DELETE FROM delivery_attempt a USING past
            WHERE a.destination_id = past.destination_id AND a.tx = past.tx AND a.ord = past.ord""";

    @Inject
    Database database;

    int most = Tries.MOST;

    @Override
    public Duration period() {
        return Duration.ofMinutes(10);
    }

    @Override
    public int removeExpired() {
        return database.inTransaction(connection -> {
            Database.update(connection, ADMIT, most, Tries.KEPT.toSeconds());
            return Database.update(connection, FORGET, most, Tries.KEPT.toSeconds());
        });
    }
}
