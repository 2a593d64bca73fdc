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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What delivery knows about one event: of each destination where it stands, and of the exceptions what happened. That an event
 * was delivered at the first try, or filtered, is kept of none: it is judged anew, by the rules, the code and the connector, and
 * said to be so where these are not what they were when the event came.
 */
@ApplicationScoped
public class Traces {
    private static final String TRACE = """
            SELECT t.id, t.name, t.type, t.enabled,
              greatest(t.updated_at, (SELECT max(greatest(x.updated_at, x.paused_at)) FROM transformation x
                                      WHERE x.destination_id = t.id)) > ?::timestamptz,
              t.created_at > ?, d.state, (d.tx, d.ord) >= (?, ?),
              d.last_error, r.attempt, r.last_error, CASE WHEN r.due_at < 'infinity' THEN r.due_at END,
              l.cause, l.detail, l.died_at, d.attempts_after < ?,
              CASE WHEN num_nonnulls(l.attempts, r.attempt, a.attempts) > 0
                   THEN coalesce(l.attempts, 0) + coalesce(r.attempt, 0) + coalesce(a.attempts, 0) END,
              CASE WHEN a.attempts IS NULL THEN r.first_tried_at
                   WHEN a.first_tried_at IS NOT NULL THEN least(a.first_tried_at, r.first_tried_at) END,
              CASE WHEN a.delivered THEN a.last_tried_at END,
              coalesce(l.detail, nullif(r.last_error, ''), a.last_error)
            FROM destination t
            JOIN delivery d ON d.destination_id = t.id
            LEFT JOIN delivery_retry r ON r.destination_id = t.id AND r.tx = ? AND r.ord = ?
            LEFT JOIN dead_letter l ON l.destination_id = t.id AND l.tx = ? AND l.ord = ?
            LEFT JOIN delivery_attempt a ON a.destination_id = t.id AND a.tx = ? AND a.ord = ?
            WHERE t.namespace_id = ?
            ORDER BY l.died_at IS NULL, r.attempt IS NULL, a.attempts IS NULL, t.name LIMIT ?""";

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
     * @param at when it died, or will be tried again
     */
    public record Trace(
            UUID destinationId,
            String name,
            String type,
            Outcome outcome,
            String detail,
            Tries tries,
            @Nullable Instant at) {

        private Trace judged(Outcome other, String reason) {
            return new Trace(destinationId, name, type, other, shown(reason), tries, at);
        }

        /** Delivered, as far as can be judged: at the first try if that is all that can be. */
        private Trace delivered(boolean isCounted) {
            boolean atOnce = isCounted && tries.equals(Tries.UNKNOWN);
            return new Trace(destinationId, name, type, Outcome.DELIVERED, "", atOnce ? Tries.ONE : tries, at);
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
        /** It is written down, or delivery is past it, and nothing is against it that was not there when it came. */
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

    /**
     * A trace as it is kept.
     *
     * @param isChanged whether its destination has been changed since the event came
     * @param isCounted whether it would be known if the event had been tried more than once
     */
    private record Kept(Trace trace, boolean isChanged, boolean isCounted) {}

    /** The exceptions first; at most {@code limit}. */
    public List<Trace> of(int namespace, Position position, int limit) {
        List<Kept> kept = database.query(
                TRACE,
                row -> new Kept(trace(row), row.getBoolean(5), row.getBoolean(16)),
                position.receivedAt().atOffset(ZoneOffset.UTC),
                position.receivedAt().atOffset(ZoneOffset.UTC),
                position.tx(),
                position.ord(),
                position.tx(),
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
        if (row.getString(13) != null) {
            return traced(row, Outcome.DEAD, row.getString(13) + ": " + row.getString(14), 15);
        }
        if (row.getObject(10) != null) {
            boolean isBehind = row.getObject(12) == null;
            String why = isBehind ? "an earlier event of the same person waits" : row.getString(11);
            return traced(row, Outcome.WAITING, why, 12);
        }
        if (row.getObject(19) != null) {
            return plain(row, Outcome.DELIVERED, "");
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
            case SENT ->
                kept.isChanged() ? trace.judged(Outcome.WOULD_BE_DELIVERED, "") : trace.delivered(kept.isCounted());
            case FILTERED ->
                trace.judged(
                        kept.isChanged() ? Outcome.WOULD_BE_FILTERED : Outcome.FILTERED,
                        String.valueOf(prospect.reason()));
            case DEAD -> trace.judged(Outcome.DONE, "now it would be given up: " + prospect.reason());
        };
    }

    private static Trace traced(ResultSet row, Outcome outcome, @Nullable String detail, int at) throws SQLException {
        return trace(row, outcome, detail, Ledger.nullableInstant(row, at));
    }

    private static Trace plain(ResultSet row, Outcome outcome, String detail) throws SQLException {
        return trace(row, outcome, detail, null);
    }

    private static Trace trace(ResultSet row, Outcome outcome, @Nullable String detail, @Nullable Instant at)
            throws SQLException {
        return new Trace(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                outcome,
                shown(detail),
                Tries.of(row, 17),
                at);
    }

    static String shown(@Nullable String detail) {
        String text = detail == null ? "" : detail;
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }
}
