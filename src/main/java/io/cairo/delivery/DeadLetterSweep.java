package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.base.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets dead letters that nobody can bring back any more: their events have left the log, and they are a month old. */
@ApplicationScoped
public class DeadLetterSweep implements Sweep {
    private static final String FORGET = """
            WITH old AS (
              SELECT destination_id, tx, ord FROM dead_letter l
              WHERE died_at < now() - interval '30 days'
                AND NOT EXISTS (SELECT FROM event e WHERE e.namespace_id = l.namespace_id AND e.tx = l.tx
                                AND e.ord = l.ord AND e.received_at = l.received_at)
              LIMIT 10000),
            gone AS (
              DELETE FROM dead_letter l USING old
              WHERE l.destination_id = old.destination_id AND l.tx = old.tx AND l.ord = old.ord
              RETURNING l.destination_id)
            UPDATE delivery d SET dead = greatest(0, d.dead - counted.letters)
            FROM (SELECT destination_id, count(*) AS letters FROM gone GROUP BY destination_id) counted
            WHERE d.destination_id = counted.destination_id RETURNING counted.letters""";

    @Inject
    Database database;

    @Override
    public Duration period() {
        return Duration.ofHours(1);
    }

    @Override
    public int removeExpired() {
        return database.query(FORGET, row -> row.getInt(1)).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }
}
