package io.cairo.delivery;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events that were given up, and their way back. */
@ApplicationScoped
public class DeadLetters {
    private static final int SAMPLES = 3;

    /** What differs from event to event is left out of a reason, so that the same reasons fall together. */
    private static final String REASON =
            "regexp_replace(left(detail, 160), '[0-9a-fA-F]{8}[0-9a-fA-F-]*|[0-9]{4,}|[[:cntrl:]]', '#', 'g')";

    private static final String MATCHING = """
            namespace_id = ? AND (?::uuid IS NULL OR destination_id = ?::uuid) AND (?::text IS NULL OR cause = ?::text)""";

    private static final String GROUPS = """
            WITH letter AS (
              SELECT l.*, %s AS reason FROM dead_letter l WHERE %s),
            counted AS (
              SELECT l.*, count(*) OVER same AS letters, min(died_at) OVER same AS first, max(died_at) OVER same AS last,
                row_number() OVER (PARTITION BY destination_id, cause, reason ORDER BY died_at DESC, tx, ord) AS nth
              FROM letter l WINDOW same AS (PARTITION BY destination_id, cause, reason))
            SELECT c.destination_id, d.name, c.cause, c.reason, c.letters, c.first, c.last,
              c.message_id, e.type, e.name, c.received_at, c.died_at, c.attempts, c.detail
            FROM counted c JOIN destination d ON d.id = c.destination_id
            LEFT JOIN event e ON e.namespace_id = c.namespace_id AND e.tx = c.tx AND e.ord = c.ord
              AND e.received_at = c.received_at
            WHERE nth <= ? AND (c.destination_id::text, c.cause, c.reason) > (?, ?, ?)
            ORDER BY c.destination_id::text, c.cause, c.reason, nth LIMIT ?""".formatted(REASON, MATCHING);

    private static final String IN_LOG = """
            EXISTS (SELECT FROM event e WHERE e.namespace_id = l.namespace_id AND e.tx = l.tx AND e.ord = l.ord
                    AND e.received_at = l.received_at)""";

    /** The oldest first, so that the events of one subject come back in order. */
    private static final String CHOSEN = """
            SELECT tx, ord FROM dead_letter l
            WHERE namespace_id = ? AND destination_id = ? AND (?::text IS NULL OR cause = ?::text)
              AND (?::text IS NULL OR %s = ?::text) AND (?::text[] IS NULL OR message_id = ANY (?::text[]))""".formatted(REASON);

    private static final String REVIVE = """
            WITH chosen AS (%s AND %s ORDER BY tx, ord LIMIT ?),
            revived AS (
              DELETE FROM dead_letter l USING chosen c
              WHERE l.destination_id = ? AND l.tx = c.tx AND l.ord = c.ord
              RETURNING l.*),
            tried AS (
              INSERT INTO delivery_attempt AS before (destination_id, namespace_id, tx, ord, received_at, subject, attempts,
                last_tried_at, last_error)
              SELECT destination_id, namespace_id, tx, ord, received_at, subject, attempts, died_at, detail FROM revived
              ON CONFLICT (destination_id, tx, ord) DO UPDATE SET attempts = before.attempts + excluded.attempts,
                last_tried_at = excluded.last_tried_at, last_error = excluded.last_error),
            waiting AS (
              INSERT INTO delivery_retry (destination_id, namespace_id, tx, ord, received_at, subject, attempt, due_at)
              SELECT destination_id, namespace_id, tx, ord, received_at, subject, 0, now() FROM revived
              ON CONFLICT DO NOTHING)
            UPDATE delivery SET dead = greatest(0, dead - (SELECT count(*) FROM revived))
            WHERE destination_id = ? RETURNING (SELECT count(*) FROM revived)""".formatted(CHOSEN, IN_LOG);

    private static final String LEFT =
            "SELECT count(*), count(*) FILTER (WHERE %s) FROM dead_letter l JOIN (%s) c USING (tx, ord)"
                            .formatted(IN_LOG, CHOSEN)
                    + " WHERE l.destination_id = ?";

    @Inject
    Database database;

    /** Which dead letters; each may be left open. */
    record Which(@Nullable UUID destination, @Nullable String cause) {}

    /**
     * Those that died of the same.
     *
     * @param detail what was said, without what differs from event to event
     * @param samples the newest
     */
    public record Group(
            UUID destinationId,
            String destination,
            String cause,
            String detail,
            long count,
            Instant firstAt,
            Instant lastAt,
            List<Sample> samples) {
        private Group and(Group more) {
            List<Sample> all = new ArrayList<>(samples);
            all.addAll(more.samples);
            return new Group(destinationId, destination, cause, detail, count, firstAt, lastAt, all);
        }
    }

    /** One of them; type and event are missing where the log has forgotten it. */
    public record Sample(
            String messageId,
            @Nullable String type,
            @Nullable String event,
            Instant receivedAt,
            Instant diedAt,
            int attempts,
            String detail) {}

    long count(int namespace, Which which) {
        return database.first(
                        "SELECT count(*) FROM dead_letter WHERE " + MATCHING,
                        row -> row.getLong(1),
                        namespace,
                        which.destination(),
                        which.destination(),
                        which.cause(),
                        which.cause())
                .orElse(0L);
    }

    /**
     * The groups, by destination, cause and what was said.
     *
     * @param place the last group before, as {@link #place} tells it; empty to begin
     */
    List<Group> groups(int namespace, Which which, List<String> place, int limit) {
        List<Group> rows = database.query(
                GROUPS,
                DeadLetters::group,
                namespace,
                which.destination(),
                which.destination(),
                which.cause(),
                which.cause(),
                SAMPLES,
                place.isEmpty() ? "" : place.get(0),
                place.isEmpty() ? "" : place.get(1),
                place.isEmpty() ? "" : place.get(2),
                limit * SAMPLES);
        Map<List<String>, Group> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.merge(place(row), row, Group::and));
        return groups.values().stream().limit(limit).toList();
    }

    static List<String> place(Group group) {
        return List.of(group.destinationId().toString(), group.cause(), group.detail());
    }

    /**
     * What a revival came to.
     *
     * @param retried how many are due again
     * @param remaining how many more could be
     * @param forgotten how many the log has no more
     */
    record Revived(long retried, long remaining, long forgotten) {}

    /** Makes dead letters of one destination due again with all tries before them; how often they were tried is kept. */
    Revived revive(
            int namespace,
            UUID destination,
            @Nullable String cause,
            @Nullable String detail,
            @Nullable List<String> messageIds,
            int limit) {
        @Nullable Object[] chosen = chosen(namespace, destination, cause, detail, messageIds);
        return database.inTransaction(connection -> {
            lock(connection, destination);
            long retried = Database.query(
                            connection, REVIVE, row -> row.getLong(1), with(chosen, limit, destination, destination))
                    .stream()
                    .findFirst()
                    .orElse(0L);
            return Database.query(
                            connection,
                            LEFT,
                            row -> new Revived(retried, row.getLong(2), row.getLong(1) - row.getLong(2)),
                            with(chosen, destination))
                    .get(0);
        });
    }

    /** In the order in which a settlement locks. */
    private static void lock(Connection connection, UUID destination) throws SQLException {
        Database.query(
                connection,
                "SELECT 1 FROM delivery WHERE destination_id = ? FOR UPDATE",
                row -> row.getInt(1),
                destination);
    }

    private static @Nullable Object[] chosen(
            int namespace,
            UUID destination,
            @Nullable String cause,
            @Nullable String detail,
            @Nullable List<String> messageIds) {
        String[] ids = messageIds == null ? null : messageIds.toArray(String[]::new);
        return new @Nullable Object[] {namespace, destination, cause, cause, detail, detail, ids, ids};
    }

    private static @Nullable Object[] with(@Nullable Object[] first, Object... more) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(List.of(more));
        return all.toArray();
    }

    private static Group group(ResultSet row) throws SQLException {
        Sample sample = new Sample(
                row.getString(8),
                row.getString(9),
                row.getString(10),
                instant(row, 11),
                instant(row, 12),
                row.getInt(13),
                row.getString(14));
        return new Group(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                instant(row, 6),
                instant(row, 7),
                List.of(sample));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
