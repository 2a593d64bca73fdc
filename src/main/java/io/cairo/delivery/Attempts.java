package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.delivery.Settlement.Finished;
import io.cairo.delivery.Settlement.Tried;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps how often an event was tried that needed more than one try. While nothing fails there is nothing to keep, and nothing
 * is asked of the database.
 */
final class Attempts {
    private static final String NOTE = """
            INSERT INTO delivery_attempt AS before (destination_id, namespace_id, tx, ord, received_at, subject, attempts,
              first_tried_at, last_tried_at, last_error)
            SELECT ?, ?, tx, ord, received_at, subject, 1, now(), now(), error
            FROM unnest(?::bigint[], ?::integer[], ?::timestamptz[], ?::text[], ?::text[])
              AS row (tx, ord, received_at, subject, error)
            ON CONFLICT (destination_id, tx, ord) DO UPDATE SET attempts = before.attempts + 1,
              last_tried_at = excluded.last_tried_at, last_error = excluded.last_error""";

    /** What waited as a row has been counted when that went. */
    private static final String ARRIVE = """
            UPDATE delivery_attempt SET attempts = attempts + 1, last_tried_at = now(), delivered = true
            WHERE destination_id = ? AND NOT delivered
              AND (tx, ord) IN (SELECT * FROM unnest(?::bigint[], ?::integer[]))""";

    private static final String AHEAD =
            "SELECT EXISTS (SELECT FROM delivery_attempt WHERE destination_id = ? AND (tx, ord) > (?, ?))";

    private Attempts() {}

    /**
     * Writes down what a round has tried in vain, and what it has delivered of what rounds before it had.
     *
     * @return whether any event after the cursor has been tried in vain, if delivery goes on
     */
    static boolean settle(Connection connection, Claim claim, Settlement settlement) throws SQLException {
        note(connection, claim, settlement.tried());
        if (!claim.tried()) {
            return false;
        }
        List<Pending> delivered = settlement.finished().stream()
                .filter(Finished::delivered)
                .map(Finished::event)
                .toList();
        Database.update(
                connection,
                ARRIVE,
                claim.destination(),
                Retries.array(delivered, event -> event.position().tx()),
                Retries.array(delivered, event -> event.position().ord()));
        return Database.query(
                        connection,
                        AHEAD,
                        row -> row.getBoolean(1),
                        claim.destination(),
                        settlement.cursor().tx(),
                        settlement.cursor().ord())
                .get(0);
    }

    private static void note(Connection connection, Claim claim, List<Tried> tried) throws SQLException {
        if (tried.isEmpty()) {
            return;
        }
        Database.update(
                connection,
                NOTE,
                claim.destination(),
                claim.namespace(),
                Retries.array(tried, row -> row.event().position().tx()),
                Retries.array(tried, row -> row.event().position().ord()),
                Retries.array(tried, row -> row.event().position().receivedAt()),
                Retries.array(tried, row -> row.event().subject()),
                Retries.array(tried, Tried::error));
    }
}
