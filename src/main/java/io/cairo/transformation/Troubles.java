package io.cairo.transformation;

import io.cairo.base.Database;
import io.cairo.base.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Counts what goes wrong with transformations, and pauses those that kill their worker too often. */
@ApplicationScoped
public class Troubles {
    static final int KILLS = 3;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private static final String REASON = "It killed its worker %d times within %d minutes, last with: %s";

    private static final String COUNT = """
            UPDATE transformation SET errors = errors + ?, last_error = ?, last_error_line = ?, last_error_at = ?,
                   last_message_id = ?, last_subject = ?
            WHERE id = ?""";

    /**
     * A kill is written down before it is known who may not be stored, so it names nobody: the message itself is set aside, or a
     * dead letter.
     */
    private static final String KILLED = """
            UPDATE transformation SET kills = kills + 1, last_error = ?, last_error_line = NULL, last_error_at = ?,
                   last_message_id = NULL, last_subject = NULL
            WHERE id = ?""";

    private static final String PAUSE = """
            UPDATE transformation SET state = 'paused', paused_reason = ?, paused_at = ?
            WHERE id = ? AND current_version = ? AND state = 'active'""";

    @Inject
    Database database;

    @Inject
    Revisions revisions;

    /** Counts errors, in the caller's transaction; those of a transformation that is gone meanwhile count nowhere. */
    void count(Connection connection, List<Trouble> troubles) throws SQLException {
        Map<UUID, Integer> counts = new TreeMap<>();
        Map<UUID, Trouble> last = new TreeMap<>();
        for (Trouble trouble : troubles) {
            counts.merge(trouble.transformation(), 1, Integer::sum);
            last.put(trouble.transformation(), trouble);
        }
        for (Trouble trouble : last.values()) {
            Database.update(
                    connection,
                    COUNT,
                    counts.get(trouble.transformation()),
                    trouble.error(),
                    trouble.line(),
                    Timestamp.from(trouble.at()),
                    trouble.messageId(),
                    trouble.subject(),
                    trouble.transformation());
        }
    }

    /** The same in a transaction of its own. */
    void count(List<Trouble> troubles) {
        if (!troubles.isEmpty()) {
            database.inTransaction(connection -> {
                count(connection, troubles);
                return true;
            });
        }
    }

    /**
     * Counts a kill, at once and on all nodes together; the third within ten minutes pauses the transformation.
     *
     * @return whether it is paused now
     * @throws io.cairo.base.Problem UNAVAILABLE if that cannot be written down
     */
    boolean killed(Link link, Trouble trouble) {
        Optional<Runnable> paused = database.inTransaction(connection -> killed(connection, link, trouble));
        paused.ifPresent(Runnable::run);
        return paused.isPresent();
    }

    /** The lock lets kills of one transformation count one after another; the topic is bumped first, as who edits does. */
    private Optional<Runnable> killed(Connection connection, Link link, Trouble trouble) throws SQLException {
        Database.query(
                connection,
                "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
                row -> true,
                link.id().toString());
        Timestamp at = Timestamp.from(trouble.at());
        int kills = kills(connection, link.id(), trouble.at());
        Optional<Runnable> paused =
                kills < KILLS ? Optional.empty() : Optional.of(revisions.bump(connection, Links.TOPIC));
        Database.update(connection, KILLED, trouble.error(), at, link.id());
        if (paused.isPresent()) {
            String reason = REASON.formatted(kills, WITHIN.toMinutes(), trouble.error());
            Database.update(connection, PAUSE, reason, at, link.id(), link.version());
        }
        return paused;
    }

    /** How many there were lately, with one more now. */
    private static int kills(Connection connection, UUID transformation, Instant now) throws SQLException {
        Database.update(
                connection,
                "DELETE FROM transformation_kill WHERE transformation_id = ? AND killed_at <= ?",
                transformation,
                Timestamp.from(now.minus(WITHIN)));
        Database.update(
                connection,
                "INSERT INTO transformation_kill (transformation_id, killed_at) VALUES (?, ?)",
                transformation,
                Timestamp.from(now));
        return Database.query(
                        connection,
                        "SELECT count(*) FROM transformation_kill WHERE transformation_id = ?",
                        row -> row.getInt(1),
                        transformation)
                .get(0);
    }
}
