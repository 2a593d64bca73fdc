package io.cairo.account;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;

/** How much has happened in the namespaces of a tenant. */
@ApplicationScoped
public class Traffic {
    /** How far a client's clock may have run ahead of when its event arrived. */
    private static final Duration AHEAD = Duration.ofDays(1);

    @Inject
    Database database;

    /** What is counted. */
    enum Metric {
        /** Events. */
        COUNT("count(*)"),
        /** Different persons or things that events are about. */
        UNIQUES("count(DISTINCT subject)");

        private final String sql;

        Metric(String sql) {
            this.sql = sql;
        }
    }

    /** From its first moment until just before its end. */
    record Range(Instant from, Instant to) {}

    private record Row(int namespace, long value) {}

    /** The metric of every namespace of the tenant in which something happened then, by the namespace's id. */
    Map<Integer, Long> of(String tenant, Metric metric, Range range) {
        return database
                .query(
                        """
                        SELECT namespace_id, %s FROM event
                        WHERE namespace_id IN (SELECT id FROM namespace WHERE tenant = ?)
                          AND occurred_at >= ? AND occurred_at < ? AND received_at >= ?
                        GROUP BY namespace_id""".formatted(metric.sql),
                        row -> new Row(row.getInt(1), row.getLong(2)),
                        tenant,
                        at(range.from()),
                        at(range.to()),
                        at(range.from().minus(AHEAD)))
                .stream()
                .collect(Collectors.toMap(Row::namespace, Row::value));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
