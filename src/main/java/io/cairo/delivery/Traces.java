package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.event.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What delivery knows about one event: of each destination where it stands, and of the exceptions what happened. */
@ApplicationScoped
public class Traces {
    private static final String TRACE = """
            SELECT t.id, t.name, t.type, t.enabled, t.event_types, t.created_at > ?, d.state, (d.tx, d.ord) >= (?, ?),
              d.last_error, r.attempt, r.last_error, CASE WHEN r.due_at < 'infinity' THEN r.due_at END,
              l.attempts, l.cause, l.detail, l.died_at
            FROM destination t
            JOIN delivery d ON d.destination_id = t.id
            LEFT JOIN delivery_retry r ON r.destination_id = t.id AND r.tx = ? AND r.ord = ?
            LEFT JOIN dead_letter l ON l.destination_id = t.id AND l.tx = ? AND l.ord = ?
            WHERE t.namespace_id = ?
            ORDER BY l.died_at IS NULL, r.attempt IS NULL, t.name LIMIT ?""";

    private static final int MOST_SHOWN = 300;

    @Inject
    Database database;

    /**
     * Where an event stands at a destination.
     *
     * @param attempts null where that is not known any more
     * @param at when it died, or will be tried again
     */
    public record Trace(
            UUID destinationId,
            String name,
            String type,
            Outcome outcome,
            String detail,
            @Nullable Integer attempts,
            @Nullable Instant at) {}

    /** What has become of an event at a destination. */
    public enum Outcome {
        /** Given up. */
        DEAD,
        /** It waits for another try, or behind an earlier event of its subject. */
        WAITING,
        /** Delivery has not come to it yet. */
        AHEAD,
        /** Delivery is past it, and nothing went wrong. */
        DONE,
        /** The destination does not want messages of its type. */
        FILTERED,
        /** The destination is newer. */
        BEFORE
    }

    /** The exceptions first; at most {@code limit}. */
    public List<Trace> of(int namespace, Position position, String eventType, int limit) {
        return database.query(
                TRACE,
                row -> trace(row, eventType),
                position.receivedAt().atOffset(ZoneOffset.UTC),
                position.tx(),
                position.ord(),
                position.tx(),
                position.ord(),
                position.tx(),
                position.ord(),
                namespace,
                limit);
    }

    private static Trace trace(ResultSet row, String eventType) throws SQLException {
        if (row.getString(14) != null) {
            return traced(row, Outcome.DEAD, row.getString(14) + ": " + row.getString(15), 13, 16);
        }
        if (row.getObject(10) != null) {
            boolean isBehind = row.getObject(12) == null;
            String why = isBehind ? "an earlier event of the same person waits" : row.getString(11);
            return traced(row, Outcome.WAITING, why, 10, 12);
        }
        boolean wanted = Set.of(row.getString(5).split(",")).contains(eventType);
        if (row.getBoolean(8)) {
            return wanted
                    ? plain(row, row.getBoolean(6) ? Outcome.BEFORE : Outcome.DONE, "")
                    : plain(row, Outcome.FILTERED, "its event_types do not name " + eventType);
        }
        String state = row.getBoolean(4) ? row.getString(7) : "disabled";
        return plain(
                row, Outcome.AHEAD, "delivery is " + state + (row.getString(9) == null ? "" : ": " + row.getString(9)));
    }

    private static Trace traced(ResultSet row, Outcome outcome, @Nullable String detail, int attempts, int at)
            throws SQLException {
        OffsetDateTime time = row.getObject(at, OffsetDateTime.class);
        return new Trace(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                outcome,
                shown(detail),
                row.getInt(attempts),
                time == null ? null : time.toInstant());
    }

    private static Trace plain(ResultSet row, Outcome outcome, String detail) throws SQLException {
        return new Trace(
                row.getObject(1, UUID.class), row.getString(2), row.getString(3), outcome, shown(detail), null, null);
    }

    private static String shown(@Nullable String detail) {
        String text = detail == null ? "" : detail;
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }
}
