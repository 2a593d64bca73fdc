package io.cairo.replay;

import io.cairo.base.Database;
import io.cairo.delivery.Heartbeat;
import io.cairo.event.EventId;
import io.cairo.event.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Which node is at which replay, and how far. A claim is a lease that ends by itself. All times are the database's. */
@ApplicationScoped
public class Walks {
    private static final String WALK =
            ReplayRows.EXCERPT + ", id, destination_id, lease_owner, tx, ord, received_at, left_tx, left_ord, attempt,"
                    + " coalesce(failing_since < now() - interval '1 hour', false), of_originals";

    private static final String CLAIM = """
            UPDATE replay SET lease_owner = ?, lease_until = now() + interval '10 seconds'
            WHERE id = ? AND state = 'running' AND due_at <= now() AND lease_until < now()
            RETURNING\s""" + WALK;

    /** What somebody has decided meanwhile stays. */
    private static final String SETTLE = """
            UPDATE replay SET tx = ?, ord = ?, received_at = ?, left_tx = ?, left_ord = ?, attempt = ?,
              failing_since = CASE WHEN ? THEN coalesce(failing_since, now()) END,
              due_at = now() + ? * interval '1 millisecond',
              considered = considered + ?, sent = sent + ?, filtered = filtered + ?, failed = failed + ?,
              skipped = skipped + ?, failed_ids = (failed_ids || ?::text[])[1:10],
              last_error = CASE WHEN ? = 'done' AND failed = 0 THEN NULL ELSE coalesce(?, last_error) END,
              finished_at = CASE WHEN state = 'running' AND ? = 'done' THEN now() ELSE finished_at END,
              state = CASE WHEN state = 'running' THEN ? ELSE state END,
              lease_until = now() + interval '10 seconds'
            WHERE id = ? AND lease_owner = ?
            RETURNING state,\s""" + WALK;

    @Inject
    Database database;

    /** Those that somebody should go on with and nobody does, the one that waits longest first. */
    List<UUID> waiting() {
        return database.query(
                "SELECT id FROM replay WHERE state = 'running' AND due_at <= now() AND lease_until < now() ORDER BY due_at",
                row -> row.getObject(1, UUID.class));
    }

    /** Takes one for as long as a lease lasts, unless somebody else has it or it is not due. */
    Optional<Walk> claim(UUID id, String owner) {
        return database.first(CLAIM, row -> walk(row, 1), owner, id);
    }

    /** Takes them for as long as a lease lasts more; answers with the owners of those that are still theirs and go on. */
    Set<String> renew(List<Heartbeat.Lease> leases) {
        return new HashSet<>(database.query(
                "UPDATE replay SET lease_until = now() + interval '10 seconds'"
                        + " WHERE id = ANY (?) AND lease_owner = ANY (?) AND state = 'running' RETURNING lease_owner",
                row -> row.getString(1),
                leases.stream().map(Heartbeat.Lease::of).toArray(UUID[]::new),
                leases.stream().map(Heartbeat.Lease::owner).toArray(String[]::new)));
    }

    /** Gives it back. */
    void release(UUID id, String owner) {
        database.update(
                "UPDATE replay SET lease_owner = NULL, lease_until = '-infinity' WHERE id = ? AND lease_owner = ?",
                id,
                owner);
    }

    /**
     * Writes down what a step came to, all of it or nothing.
     *
     * @return the replay as it stands now; empty if it shall not go on, or is another's now: nothing is written then
     */
    Optional<Walk> settle(Walk walk, Progress progress) {
        Counts added = progress.added();
        return database.first(
                        SETTLE,
                        row -> State.of(row.getString(1)) == State.RUNNING
                                ? Optional.of(walk(row, 2))
                                : Optional.<Walk>empty(),
                        progress.cursor().tx(),
                        progress.cursor().ord(),
                        ReplayRows.utc(progress.cursor().receivedAt()),
                        array(progress.left(), EventId::tx, Long[]::new),
                        array(progress.left(), EventId::ord, Integer[]::new),
                        progress.attempt(),
                        progress.failing(),
                        progress.delay().toMillis(),
                        added.considered(),
                        added.sent(),
                        added.filtered(),
                        added.failed(),
                        added.skipped(),
                        progress.failedIds().toArray(String[]::new),
                        progress.state().wire(),
                        progress.error(),
                        progress.state().wire(),
                        progress.state().wire(),
                        walk.replay(),
                        walk.owner())
                .flatMap(Function.identity());
    }

    private static <T> T[] array(List<EventId> places, Function<EventId, T> value, IntFunction<T[]> array) {
        return places.stream().map(value).toArray(array);
    }

    private static Walk walk(ResultSet row, int at) throws SQLException {
        return new Walk(
                row.getObject(at + 11, UUID.class),
                row.getObject(at + 12, UUID.class),
                row.getString(at + 13),
                ReplayRows.excerpt(row, at),
                row.getBoolean(at + 21),
                ReplayRows.rewritten(row, at),
                row.getInt(at + 10),
                new Position(row.getLong(at + 14), row.getInt(at + 15), ReplayRows.time(row, at + 16)),
                places(row, at + 17),
                row.getInt(at + 19),
                row.getBoolean(at + 20));
    }

    private static List<EventId> places(ResultSet row, int at) throws SQLException {
        Long[] tx = (Long[]) row.getArray(at).getArray();
        Integer[] ord = (Integer[]) row.getArray(at + 1).getArray();
        List<EventId> places = new ArrayList<>(tx.length);
        for (int i = 0; i < tx.length; i++) {
            places.add(new EventId(tx[i], ord[i]));
        }
        return places;
    }
}
