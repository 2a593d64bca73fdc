package io.cairo.replay;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.delivery.Heartbeat;
import io.cairo.event.EventId;
import io.cairo.event.Excerpt;
import io.cairo.event.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The replays of every namespace, and who is at them. All times are the database's. */
@ApplicationScoped
public class Replays {
    private static final int MOST_OPEN = 20;

    private static final String EXCERPT =
            "namespace_id, received_from, received_to, below_tx, event_name, of_person, subjects, emails, "
                    + "transformation_id, transformation_version, per_second";

    private static final String SELECT = "SELECT " + EXCERPT
            + ", id, destination_id, asked_for, state, considered, sent, filtered, failed, skipped, last_error, failed_ids,"
            + " created_at, finished_at, of_originals FROM replay WHERE namespace_id = ?";

    private static final String INSERT = """
            INSERT INTO replay (id, namespace_id, destination_id, received_from, received_to, below_tx, event_name, of_person,
              asked_for, subjects, emails, transformation_id, transformation_version, per_second, requested_by, of_originals, received_at)
            SELECT ?, d.namespace_id, d.id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz
            FROM destination d WHERE d.namespace_id = ? AND d.id = ?""";

    private static final String WALK =
            EXCERPT + ", id, destination_id, lease_owner, tx, ord, received_at, left_tx, left_ord, attempt,"
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

    /**
     * Writes a replay down; a node will take it up.
     *
     * @param by a key's id, or "operator"
     * @return its id; empty if the namespace has no such destination
     * @throws Problem CONFLICT if the namespace has as many open ones as it may
     */
    Optional<UUID> add(UUID destination, Replay.Selected selected, String by) {
        Excerpt excerpt = selected.excerpt();
        checkRoom(excerpt.namespace());
        UUID id = UUID.randomUUID();
        Excerpt.Whose whose = excerpt.whose();
        Walk.Rewritten rewritten = selected.rewritten();
        int added = database.update(
                INSERT,
                id,
                utc(excerpt.from()),
                utc(excerpt.to()),
                excerpt.below(),
                excerpt.name(),
                whose != null,
                selected.person(),
                whose == null ? new String[0] : whose.subjects().toArray(String[]::new),
                whose == null ? new String[0] : whose.emails().toArray(String[]::new),
                rewritten == null ? null : rewritten.transformation(),
                rewritten == null ? null : rewritten.version(),
                selected.perSecond(),
                by,
                selected.originals(),
                utc(excerpt.from()),
                excerpt.namespace(),
                destination);
        return added == 0 ? Optional.empty() : Optional.of(id);
    }

    private void checkRoom(int namespace) {
        int open = database.first(
                        "SELECT count(*) FROM replay WHERE namespace_id = ? AND state IN ('running', 'paused')",
                        row -> row.getInt(1),
                        namespace)
                .orElse(0);
        if (open >= MOST_OPEN) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "The namespace has %d replays that are not done, which is all it may have; cancel one of them"
                            .formatted(MOST_OPEN));
        }
    }

    Optional<Replay> find(int namespace, UUID id) {
        return database.first(SELECT + " AND id = ?", Replays::replay, namespace, id);
    }

    /**
     * The newest first, at most {@code limit}.
     *
     * @param place when the one was made after which the list begins, and its id; empty to begin at the newest
     */
    List<Replay> list(int namespace, List<String> place, int limit) {
        List<Object> parameters = new ArrayList<>(place);
        parameters.add(limit);
        String after = place.isEmpty() ? "" : "AND (created_at, id) < (?::timestamptz, ?::uuid)";
        return matching(namespace, after + " ORDER BY created_at DESC, id DESC LIMIT ?", parameters);
    }

    /** Those of a namespace for which more is true: conditions and an order in SQL. */
    List<Replay> matching(int namespace, String more, List<Object> parameters) {
        List<Object> all = new ArrayList<>(List.of(namespace));
        all.addAll(parameters);
        return database.query(SELECT + " " + more, Replays::replay, all.toArray());
    }

    /** Stops a running one, which keeps its place. */
    void pause(int namespace, UUID id) {
        database.update(
                "UPDATE replay SET state = 'paused' WHERE namespace_id = ? AND id = ? AND state = 'running'",
                namespace,
                id);
    }

    /** A paused one goes on where it stopped. */
    void resume(int namespace, UUID id) {
        database.update("""
                UPDATE replay SET state = 'running', attempt = 0, failing_since = NULL, due_at = '-infinity', last_error = NULL
                WHERE namespace_id = ? AND id = ? AND state = 'paused'""", namespace, id);
    }

    /** Ends one for good. */
    void cancel(int namespace, UUID id) {
        database.update("""
                UPDATE replay SET state = 'cancelled', finished_at = now()
                WHERE namespace_id = ? AND id = ? AND state IN ('running', 'paused')""", namespace, id);
    }

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
                        utc(progress.cursor().receivedAt()),
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
                excerpt(row, at),
                row.getBoolean(at + 21),
                rewritten(row, at),
                row.getInt(at + 10),
                new Position(row.getLong(at + 14), row.getInt(at + 15), time(row, at + 16)),
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

    private static Excerpt excerpt(ResultSet row, int at) throws SQLException {
        Excerpt.Whose whose = row.getBoolean(at + 5) ? new Excerpt.Whose(texts(row, at + 6), texts(row, at + 7)) : null;
        return new Excerpt(
                row.getInt(at),
                time(row, at + 1),
                time(row, at + 2),
                row.getLong(at + 3),
                row.getString(at + 4),
                whose);
    }

    private static Walk.@Nullable Rewritten rewritten(ResultSet row, int at) throws SQLException {
        UUID transformation = row.getObject(at + 8, UUID.class);
        return transformation == null ? null : new Walk.Rewritten(transformation, row.getInt(at + 9));
    }

    private static Replay replay(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject(24, OffsetDateTime.class);
        return new Replay(
                row.getObject(12, UUID.class),
                row.getObject(13, UUID.class),
                new Replay.Selected(
                        excerpt(row, 1), row.getString(14), row.getBoolean(25), rewritten(row, 1), row.getInt(11)),
                State.of(row.getString(15)),
                new Counts(row.getLong(16), row.getLong(17), row.getLong(18), row.getLong(19), row.getLong(20)),
                row.getString(21),
                texts(row, 22),
                time(row, 23),
                finished == null ? null : finished.toInstant());
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
