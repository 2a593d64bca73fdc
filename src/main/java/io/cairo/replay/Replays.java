package io.cairo.replay;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.event.Excerpt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The replays of every namespace, as people see and steer them. All times are the database's. */
@ApplicationScoped
public class Replays {
    private static final int MOST_OPEN = 20;

    private static final String SELECT = "SELECT " + ReplayRows.EXCERPT
            + ", id, destination_id, asked_for, state, considered, sent, filtered, failed, skipped, last_error, failed_ids,"
            + " created_at, finished_at, of_originals FROM replay WHERE namespace_id = ?";

    private static final String INSERT = """
            INSERT INTO replay (id, namespace_id, destination_id, received_from, received_to, below_tx, event_name, of_person,
              asked_for, subjects, emails, transformation_id, transformation_version, per_second, requested_by, of_originals, received_at)
            SELECT ?, d.namespace_id, d.id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz
            FROM destination d WHERE d.namespace_id = ? AND d.id = ?""";

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
                ReplayRows.utc(excerpt.from()),
                ReplayRows.utc(excerpt.to()),
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
                ReplayRows.utc(excerpt.from()),
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

    private static Replay replay(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject(24, OffsetDateTime.class);
        return new Replay(
                row.getObject(12, UUID.class),
                row.getObject(13, UUID.class),
                new Replay.Selected(
                        ReplayRows.excerpt(row, 1),
                        row.getString(14),
                        row.getBoolean(25),
                        ReplayRows.rewritten(row, 1),
                        row.getInt(11)),
                State.of(row.getString(15)),
                new Counts(row.getLong(16), row.getLong(17), row.getLong(18), row.getLong(19), row.getLong(20)),
                row.getString(21),
                ReplayRows.texts(row, 22),
                ReplayRows.time(row, 23),
                finished == null ? null : finished.toInstant());
    }
}
