package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.delivery.Settlement.Finished;
import io.cairo.delivery.Settlement.Parked;
import io.cairo.event.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events that wait for another try. */
final class Retries {
    /** Whose first waiting event is due, with what waits behind it. */
    private static final String DUE = """
            WITH head AS (
              SELECT r.subject FROM delivery_retry r
              WHERE r.destination_id = ? AND r.due_at <= now()
                AND NOT EXISTS (SELECT FROM delivery_retry b
                                WHERE b.destination_id = r.destination_id AND b.subject = r.subject
                                  AND (b.tx, b.ord) < (r.tx, r.ord))
              ORDER BY r.due_at LIMIT ?)
            SELECT e.tx, e.ord, e.received_at, e.type, e.name, e.message_id, e.subject, e.payload,
                   r.attempt, r.first_tried_at
            FROM delivery_retry r
            JOIN event e ON e.namespace_id = r.namespace_id AND e.tx = r.tx AND e.ord = r.ord
                        AND e.received_at = r.received_at
            WHERE r.destination_id = ? AND r.subject IN (SELECT subject FROM head)
            ORDER BY r.tx, r.ord LIMIT ?""";

    /** What the log has forgotten, too old or erased, waits for nothing. */
    private static final String FORGET = """
            DELETE FROM delivery_retry r
            WHERE r.destination_id = ? AND r.due_at <= now()
              AND NOT EXISTS (SELECT FROM event e WHERE e.namespace_id = r.namespace_id AND e.tx = r.tx
                              AND e.ord = r.ord AND e.received_at = r.received_at)
            RETURNING subject""";

    /** The first of its subject waits behind nobody any more. */
    private static final String WAKE = """
            UPDATE delivery_retry r SET due_at = now()
            FROM (SELECT DISTINCT ON (subject) tx, ord FROM delivery_retry
                  WHERE destination_id = ? AND subject = ANY (?) ORDER BY subject, tx, ord) head
            WHERE r.destination_id = ? AND r.tx = head.tx AND r.ord = head.ord AND r.due_at = 'infinity'""";

    /** What was tried in vain before it was delivered is told of from then on by {@link Attempts}. */
    private static final String FINISH = """
            WITH gone AS (
              DELETE FROM delivery_retry r
              USING unnest(?::bigint[], ?::integer[], ?::boolean[]) AS done (tx, ord, delivered)
              WHERE r.destination_id = ? AND r.tx = done.tx AND r.ord = done.ord
              RETURNING r.*, done.delivered)
            INSERT INTO delivery_attempt AS before (destination_id, namespace_id, tx, ord, received_at, subject, attempts,
              first_tried_at, last_tried_at, delivered, last_error)
            SELECT destination_id, namespace_id, tx, ord, received_at, subject, attempt + 1, first_tried_at, now(), true,
              nullif(last_error, '')
            FROM gone
            WHERE delivered AND (attempt > 0 OR EXISTS (
              SELECT FROM delivery_attempt a
              WHERE a.destination_id = gone.destination_id AND a.tx = gone.tx AND a.ord = gone.ord))
            ON CONFLICT (destination_id, tx, ord) DO UPDATE SET attempts = before.attempts + excluded.attempts,
              first_tried_at = CASE WHEN before.first_tried_at IS NOT NULL
                               THEN least(before.first_tried_at, excluded.first_tried_at) END,
              last_tried_at = excluded.last_tried_at, delivered = true,
              last_error = coalesce(excluded.last_error, before.last_error)""";

    private static final String PARK = """
            INSERT INTO delivery_retry (destination_id, namespace_id, tx, ord, received_at, subject, attempt,
              first_tried_at, due_at, last_error)
            SELECT ?, ?, tx, ord, received_at, subject, attempt, CASE WHEN tried THEN now() END,
              coalesce(now() + delay * interval '1 second', 'infinity'), error
            FROM unnest(?::bigint[], ?::integer[], ?::timestamptz[], ?::text[], ?::integer[], ?::boolean[], ?::float8[],
              ?::text[]) AS row (tx, ord, received_at, subject, attempt, tried, delay, error)
            ON CONFLICT (destination_id, tx, ord) DO UPDATE SET attempt = excluded.attempt, due_at = excluded.due_at,
              last_error = excluded.last_error,
              first_tried_at = coalesce(delivery_retry.first_tried_at, excluded.first_tried_at)""";

    private final Database database;

    Retries(Database database) {
        this.database = database;
    }

    /** The events to try now, in the log's order. Of one subject either the first come or none. */
    List<Pending> due(Claim claim, int limit) {
        return database.inTransaction(connection -> {
            List<String> forgotten = Database.query(connection, FORGET, row -> row.getString(1), claim.destination());
            wake(connection, claim, forgotten);
            return Database.query(
                    connection, DUE, Retries::pending, claim.destination(), limit, claim.destination(), limit);
        });
    }

    /** Those of the subjects that have an event waiting. */
    Set<String> subjects(Claim claim, Set<String> subjects) {
        return new HashSet<>(database.query(
                "SELECT DISTINCT subject FROM delivery_retry WHERE destination_id = ? AND subject = ANY (?)",
                row -> row.getString(1),
                claim.destination(),
                subjects.toArray(new String[0])));
    }

    /** Writes what a round leaves waiting and takes away what waits no more; answers how many wait now. */
    static int settle(Connection connection, Claim claim, Settlement settlement) throws SQLException {
        List<Finished> gone = Stream.concat(
                        settlement.finished().stream(),
                        settlement.dead().stream().map(dead -> new Finished(dead.event(), false)))
                .toList();
        List<Parked> parked = settlement.parked();
        if (claim.parked() == 0 && parked.isEmpty()) {
            return 0;
        }
        Database.update(
                connection,
                FINISH,
                array(gone, done -> done.event().position().tx()),
                array(gone, done -> done.event().position().ord()),
                array(gone, Finished::delivered),
                claim.destination());
        park(connection, claim, parked);
        wake(
                connection,
                claim,
                Stream.concat(
                                gone.stream().map(Finished::event),
                                parked.stream().map(Parked::event))
                        .map(Pending::subject)
                        .distinct()
                        .toList());
        return Database.query(
                        connection,
                        "SELECT count(*) FROM delivery_retry WHERE destination_id = ?",
                        row -> row.getInt(1),
                        claim.destination())
                .get(0);
    }

    private static void park(Connection connection, Claim claim, List<Parked> parked) throws SQLException {
        if (parked.isEmpty()) {
            return;
        }
        Database.update(
                connection,
                PARK,
                claim.destination(),
                claim.namespace(),
                array(parked, row -> row.event().position().tx()),
                array(parked, row -> row.event().position().ord()),
                array(parked, row -> row.event().position().receivedAt()),
                array(parked, row -> row.event().subject()),
                array(parked, Parked::tries),
                array(parked, Parked::tried),
                array(parked, row -> row.delay() == null ? null : row.delay().toMillis() / 1000.0),
                array(parked, Parked::error));
    }

    private static void wake(Connection connection, Claim claim, List<String> subjects) throws SQLException {
        if (!subjects.isEmpty()) {
            Database.update(
                    connection, WAKE, claim.destination(), subjects.toArray(new String[0]), claim.destination());
        }
    }

    /** A column of values as texts, which the statement casts. */
    static <T> @Nullable String[] array(List<T> rows, Function<T, @Nullable Object> value) {
        @Nullable String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            Object cell = value.apply(rows.get(i));
            column[i] = cell == null ? null : cell.toString();
        }
        return column;
    }

    private static Pending pending(ResultSet row) throws SQLException {
        return new Pending(Log.event(row), row.getInt(9), Ledger.nullableInstant(row, 10));
    }
}
