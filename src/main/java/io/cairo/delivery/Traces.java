package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.destination.Destinations;
import io.cairo.destination.Endpoint;
import io.cairo.event.Log;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import io.cairo.transformation.DestinationTransformations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What delivery knows about one event: of each destination where it stands, and of the exceptions what happened. That an event
 * was delivered or filtered is kept of none: it is judged anew, by the rules, the code and the connector, and said to be so
 * where these are not what they were when the event came.
 */
@ApplicationScoped
public class Traces {
    private static final String TRACE = """
            SELECT t.id, t.name, t.type, t.enabled,
              greatest(t.updated_at, (SELECT max(greatest(x.updated_at, x.paused_at)) FROM transformation x
                                      WHERE x.destination_id = t.id)) > ?::timestamptz,
              t.created_at > ?, d.state, (d.tx, d.ord) >= (?, ?),
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

    @Inject
    Log log;

    @Inject
    Destinations destinations;

    @Inject
    DestinationTransformations transformations;

    @Inject
    Clock clock;

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
            @Nullable Instant at) {

        private Trace judged(Outcome other, String reason) {
            return new Trace(destinationId, name, type, other, shown(reason), attempts, at);
        }
    }

    /** What has become of an event at a destination. */
    public enum Outcome {
        /** Given up. */
        DEAD,
        /** It waits for another try, or behind an earlier event of its subject. */
        WAITING,
        /** Delivery has not come to it yet. */
        AHEAD,
        /** Delivery is past it, nothing went wrong, and nothing is against it that was not there when it came. */
        DELIVERED,
        /** A rule, code or the connector is against it, as when it came. */
        FILTERED,
        /** Delivery is past it; what is configured now, which is not what it was then, would send it. */
        WOULD_BE_DELIVERED,
        /** Delivery is past it; what is configured now would not send it. */
        WOULD_BE_FILTERED,
        /** Delivery is past it, and it cannot be judged. */
        DONE,
        /** The destination is newer. */
        BEFORE
    }

    /** A trace as it is kept, and whether its destination has been changed since the event came. */
    private record Kept(Trace trace, boolean isChanged) {}

    /** The exceptions first; at most {@code limit}. */
    public List<Trace> of(int namespace, Position position, int limit) {
        List<Kept> kept = database.query(
                TRACE,
                row -> new Kept(trace(row), row.getBoolean(5)),
                position.receivedAt().atOffset(ZoneOffset.UTC),
                position.receivedAt().atOffset(ZoneOffset.UTC),
                position.tx(),
                position.ord(),
                position.tx(),
                position.ord(),
                position.tx(),
                position.ord(),
                namespace,
                limit);
        Optional<Logged> event = log.at(namespace, position);
        return kept.stream()
                .map(each -> event.isEmpty() ? each.trace() : judged(namespace, event.get(), each))
                .toList();
    }

    private static Trace trace(ResultSet row) throws SQLException {
        if (row.getString(14) != null) {
            return traced(row, Outcome.DEAD, row.getString(14) + ": " + row.getString(15), 13, 16);
        }
        if (row.getObject(10) != null) {
            boolean isBehind = row.getObject(12) == null;
            String why = isBehind ? "an earlier event of the same person waits" : row.getString(11);
            return traced(row, Outcome.WAITING, why, 10, 12);
        }
        if (row.getBoolean(8)) {
            return plain(row, row.getBoolean(6) ? Outcome.BEFORE : Outcome.DONE, "");
        }
        String state = row.getBoolean(4) ? row.getString(7) : "disabled";
        return plain(
                row, Outcome.AHEAD, "delivery is " + state + (row.getString(9) == null ? "" : ": " + row.getString(9)));
    }

    private Trace judged(int namespace, Logged event, Kept kept) {
        Trace trace = kept.trace();
        if (trace.outcome() != Outcome.DONE && trace.outcome() != Outcome.AHEAD) {
            return trace;
        }
        try {
            return prospect(namespace, event, trace.destinationId())
                    .map(prospect -> judged(kept, prospect))
                    .orElse(trace);
        } catch (Problem e) {
            return trace.judged(trace.outcome(), "it cannot be judged now: " + e.sentence());
        } catch (IllegalStateException e) {
            return trace.judged(trace.outcome(), "its settings cannot be read");
        }
    }

    private Optional<Prospect> prospect(int namespace, Logged event, UUID destination) {
        Optional<Endpoint<?>> endpoint = destinations.endpoint(namespace, destination);
        return endpoint.map(to -> Outlook.of(
                        to,
                        transformations.withoutCounting(destination),
                        namespace,
                        List.of(Pending.fresh(event)),
                        clock.instant())
                .prospects()
                .get(0));
    }

    private static Trace judged(Kept kept, Prospect prospect) {
        Trace trace = kept.trace();
        if (trace.outcome() == Outcome.AHEAD) {
            return prospect.reason() == null
                    ? trace
                    : trace.judged(Outcome.AHEAD, trace.detail() + "; it would not be sent: " + prospect.reason());
        }
        return switch (prospect.result()) {
            case SENT -> trace.judged(kept.isChanged() ? Outcome.WOULD_BE_DELIVERED : Outcome.DELIVERED, "");
            case FILTERED ->
                trace.judged(
                        kept.isChanged() ? Outcome.WOULD_BE_FILTERED : Outcome.FILTERED,
                        String.valueOf(prospect.reason()));
            case DEAD -> trace.judged(Outcome.DONE, "now it would be given up: " + prospect.reason());
        };
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
