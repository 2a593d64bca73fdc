package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.delivery.Settlement.Dead;
import io.cairo.delivery.Settlement.State;
import io.cairo.event.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which destinations have work, and who works on them. All times are the database's. */
final class Ledger {
    /**
     * For what a destination's delivery writes, nobody waits for the disk. If the database itself crashes, the last moments
     * before may be forgotten, all of a transaction or nothing, and are delivered once more under the same ids. Writers of the
     * log wait for the same disk, and would wait behind several such commits for each of theirs.
     */
    private static final String UNHURRIED = " set_config('synchronous_commit', 'off', true)";

    /**
     * Asked many times a second, of a log that may hold years: it must find the first event behind each cursor by its index.
     * A plan that was made while the log was all but empty would read it whole, and be kept, so that is ruled out.
     */
    private static final String HAS_WORK = """
            SET LOCAL enable_seqscan = off;
            SELECT d.destination_id, d.attempt > 0
            FROM delivery d JOIN destination t ON t.id = d.destination_id
            WHERE t.enabled AND d.state <> 'paused' AND d.due_at <= now() AND d.lease_until < now()
              AND ((SELECT e.tx FROM event e
                    WHERE e.namespace_id = d.namespace_id AND (e.tx, e.ord) > (d.tx, d.ord)
                      AND e.received_at > d.received_at - interval '1 day'
                    ORDER BY e.tx, e.ord LIMIT 1) IS NOT NULL
                OR EXISTS (SELECT FROM delivery_retry r
                           WHERE r.destination_id = d.destination_id AND r.due_at <= now()))""";

    private static final String CLAIM = """
            UPDATE delivery d SET lease_owner = ?, lease_until = now() + interval '10 seconds'
            FROM destination t
            WHERE t.id = d.destination_id AND d.destination_id = ? AND t.enabled
              AND d.state <> 'paused' AND d.due_at <= now() AND d.lease_until < now()
            RETURNING d.namespace_id, d.tx, d.ord, d.received_at, d.attempt, d.failing_since, t.version,
              (SELECT count(*) FROM delivery_retry r WHERE r.destination_id = d.destination_id), now(), d.lease_owner,
              EXISTS (SELECT FROM delivery_attempt a
                      WHERE a.destination_id = d.destination_id AND (a.tx, a.ord) > (d.tx, d.ord)),""" + UNHURRIED;

    /** A pause that old settings earned does not stop new ones. */
    private static final String SETTLE = """
            UPDATE delivery d SET tx = ?, ord = ?, received_at = ?,
              state = CASE WHEN ? = 'paused' AND t.version <> ? THEN 'active' ELSE ? END,
              attempt = ?, due_at = now() + ? * interval '1 millisecond', last_error = ?,
              failing_since = CASE WHEN ? > 0 THEN coalesce(d.failing_since, now()) END,
              delivered = d.delivered + ?, filtered = d.filtered + ?, failed = d.failed + ?,
              dead = d.dead + ?,
              lease_until = now() + interval '10 seconds'
            FROM destination t
            WHERE t.id = d.destination_id AND d.destination_id = ? AND d.lease_owner = ?
            RETURNING t.enabled AND t.version = ?, d.failing_since, now(),""" + UNHURRIED;

    private static final String RELEASE = """
            UPDATE delivery SET lease_owner = NULL, lease_until = '-infinity',
              due_at = greatest(due_at, now() + ? * interval '1 millisecond')
            WHERE destination_id = ? AND lease_owner = ? RETURNING""" + UNHURRIED;

    private static final String BURY = """
            INSERT INTO dead_letter (destination_id, namespace_id, tx, ord, received_at, message_id, subject, attempts,
              cause, detail, died_at)
            SELECT ?, ?, tx, ord, received_at, message_id, subject, attempts, cause, detail, now()
            FROM unnest(?::bigint[], ?::integer[], ?::timestamptz[], ?::text[], ?::text[], ?::integer[], ?::text[],
              ?::text[]) AS row (tx, ord, received_at, message_id, subject, attempts, cause, detail)
            ON CONFLICT DO NOTHING""";

    private final Database database;

    Ledger(Database database) {
        this.database = database;
    }

    /**
     * A destination that somebody should work on and nobody does.
     *
     * @param failing whether nothing got through to it the last time
     */
    record Waiting(UUID destination, boolean failing) {}

    List<Waiting> waiting() {
        return database.inTransaction(connection -> Database.query(
                connection, HAS_WORK, row -> new Waiting(row.getObject(1, UUID.class), row.getBoolean(2))));
    }

    /** Takes a destination for as long as a lease lasts, unless somebody else has it or it is not due. */
    Optional<Claim> claim(UUID destination, String owner) {
        return database.first(CLAIM, row -> claim(destination, row), owner, destination);
    }

    /**
     * Takes them for as long as a lease lasts more; answers with the owners of those that are still theirs. A destination
     * that was stopped or deleted meanwhile is nobody's.
     */
    Set<String> renew(List<Heartbeat.Lease> leases) {
        return new HashSet<>(database.query(
                "UPDATE delivery d SET lease_until = now() + interval '10 seconds' FROM destination t"
                        + " WHERE t.id = d.destination_id AND t.enabled"
                        + " AND d.destination_id = ANY (?) AND d.lease_owner = ANY (?) RETURNING d.lease_owner",
                row -> row.getString(1),
                leases.stream().map(Heartbeat.Lease::of).toArray(UUID[]::new),
                leases.stream().map(Heartbeat.Lease::owner).toArray(String[]::new)));
    }

    /** Gives it back; it is not due before that much has passed. */
    void release(Claim claim, Duration rest) {
        database.query(RELEASE, row -> row.getString(1), rest.toMillis(), claim.destination(), claim.owner());
    }

    /**
     * Writes down what a round came to, all of it or nothing.
     *
     * @return the claim as it stands now; empty if the settings have changed or delivery is to stop or to wait
     * @throws LeaseLost if the destination is another's now; nothing is written then
     */
    Optional<Claim> settle(Claim claim, Settlement settlement) {
        return database.inTransaction(connection -> {
            List<Settled> moved = Database.query(
                    connection,
                    SETTLE,
                    Settled::of,
                    settlement.cursor().tx(),
                    settlement.cursor().ord(),
                    settlement.cursor().receivedAt().atOffset(ZoneOffset.UTC),
                    settlement.state().wire(),
                    claim.version(),
                    settlement.state().wire(),
                    settlement.failures(),
                    settlement.delay().toMillis(),
                    settlement.error(),
                    settlement.failures(),
                    settlement.delivered(),
                    settlement.filtered(),
                    settlement.failed(),
                    settlement.dead().size(),
                    claim.destination(),
                    claim.owner(),
                    claim.version());
            if (moved.isEmpty()) {
                throw new LeaseLost();
            }
            int parked = Retries.settle(connection, claim, settlement);
            boolean tried = Attempts.settle(connection, claim, settlement);
            bury(connection, claim, settlement.dead());
            return moved.get(0).next(claim, settlement, parked, tried);
        });
    }

    /** Where a destination stands after a settlement. */
    private record Settled(boolean goesOn, @Nullable Instant failingSince, Instant now) {
        static Settled of(ResultSet row) throws SQLException {
            return new Settled(row.getBoolean(1), nullableInstant(row, 2), instant(row, 3));
        }

        Optional<Claim> next(Claim claim, Settlement settlement, int parked, boolean tried) {
            if (!goesOn || settlement.state() != State.ACTIVE) {
                return Optional.empty();
            }
            return Optional.of(new Claim(
                    claim.destination(),
                    claim.namespace(),
                    claim.owner(),
                    settlement.cursor(),
                    settlement.failures(),
                    failingSince,
                    claim.version(),
                    parked,
                    tried,
                    now));
        }
    }

    private static void bury(Connection connection, Claim claim, List<Dead> dead) throws SQLException {
        if (dead.isEmpty()) {
            return;
        }
        Database.update(
                connection,
                BURY,
                claim.destination(),
                claim.namespace(),
                Retries.array(dead, row -> row.event().position().tx()),
                Retries.array(dead, row -> row.event().position().ord()),
                Retries.array(dead, row -> row.event().position().receivedAt()),
                Retries.array(dead, row -> row.event().event().messageId()),
                Retries.array(dead, row -> row.event().subject()),
                Retries.array(dead, Dead::tries),
                Retries.array(dead, Dead::cause),
                Retries.array(dead, Dead::detail));
    }

    private static Claim claim(UUID destination, ResultSet row) throws SQLException {
        return new Claim(
                destination,
                row.getInt(1),
                row.getString(10),
                new Position(row.getLong(2), row.getInt(3), instant(row, 4)),
                row.getInt(5),
                nullableInstant(row, 6),
                row.getInt(7),
                row.getInt(8),
                row.getBoolean(11),
                instant(row, 9));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant nullableInstant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
