package io.cairo.plan;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Violations, counted by what they broke. */
@ApplicationScoped
public class Violations {
    /** Of one plan; names that are made up anew for each event would never end. */
    static final int MOST_OF_A_PLAN = 2_000;

    private static final int SAMPLES = 5;

    private static final String ADD = """
            UPDATE tracking_plan_violation SET count = count + ?, last_seen = greatest(last_seen, ?),
              message_ids = (? || message_ids)[1:5]
            WHERE plan_id = ? AND plan_version = ? AND event_type = ? AND event_name = ? AND kind = ? AND field = ?""";

    private static final String INSERT = """
            INSERT INTO tracking_plan_violation (count, first_seen, last_seen, message_ids, message, namespace_id, plan_id,
              plan_version, event_type, event_name, kind, field)
            SELECT ?, ?, ?, ?, ?, ?, id, ?, ?, ?, ?, ? FROM tracking_plan
            WHERE id = ? AND (? OR (SELECT count(*) FROM tracking_plan_violation WHERE plan_id = ?) < ?)
            ON CONFLICT (plan_id, plan_version, event_type, event_name, kind, field) DO UPDATE SET
              count = tracking_plan_violation.count + excluded.count,
              last_seen = greatest(tracking_plan_violation.last_seen, excluded.last_seen),
              message_ids = (excluded.message_ids || tracking_plan_violation.message_ids)[1:5]""";

    /** Everybody locks groups in the same order. */
    private static final Comparator<Violation.Key> ORDER = Comparator.comparing(
                    (Violation.Key key) -> key.plan().toString())
            .thenComparing(Violation.Key::version)
            .thenComparing(Violation.Key::type)
            .thenComparing(Violation.Key::name)
            .thenComparing(Violation.Key::kind)
            .thenComparing(Violation.Key::field);

    @Inject
    Database database;

    /** Some violations of one kind. */
    private static final class Tally {
        private final String message;
        private Instant first;
        private Instant last;
        private final List<String> messageIds = new ArrayList<>();
        private long count;

        Tally(Violation violation) {
            message = violation.message();
            first = violation.at();
            last = violation.at();
        }

        void add(Violation violation) {
            count++;
            first = first.isBefore(violation.at()) ? first : violation.at();
            last = last.isAfter(violation.at()) ? last : violation.at();
            if (messageIds.size() < SAMPLES) {
                messageIds.add(violation.messageId());
            }
        }
    }

    /** Counts violations, in the caller's transaction; those of a plan that is gone meanwhile count nowhere. */
    void count(Connection connection, List<Violation> violations) throws SQLException {
        Map<Violation.Key, Tally> tallies = new TreeMap<>(ORDER);
        violations.forEach(violation -> tallies.computeIfAbsent(violation.key(), key -> new Tally(violation))
                .add(violation));
        for (Map.Entry<Violation.Key, Tally> tally : tallies.entrySet()) {
            write(connection, tally.getKey(), tally.getValue());
        }
    }

    private static void write(Connection connection, Violation.Key key, Tally tally) throws SQLException {
        if (added(connection, key, tally) == 0
                && inserted(connection, key, tally, false) == 0
                && added(connection, key.other(), tally) == 0) {
            inserted(connection, key.other(), tally, true);
        }
    }

    private static int added(Connection connection, Violation.Key key, Tally tally) throws SQLException {
        return Database.update(
                connection,
                ADD,
                tally.count,
                Timestamp.from(tally.last),
                tally.messageIds.toArray(String[]::new),
                key.plan(),
                key.version(),
                key.type(),
                key.name(),
                key.kind(),
                key.field());
    }

    private static int inserted(Connection connection, Violation.Key key, Tally tally, boolean always)
            throws SQLException {
        return Database.update(
                connection,
                INSERT,
                tally.count,
                Timestamp.from(tally.first),
                Timestamp.from(tally.last),
                tally.messageIds.toArray(String[]::new),
                tally.message,
                key.namespace(),
                key.version(),
                key.type(),
                key.name(),
                key.kind(),
                key.field(),
                key.plan(),
                always,
                key.plan(),
                MOST_OF_A_PLAN);
    }

    /** A group of violations, as it is shown. */
    record Group(
            long id,
            UUID trackingPlanId,
            int planVersion,
            String eventType,
            String eventName,
            String violationType,
            String field,
            String message,
            long count,
            Instant firstSeen,
            Instant lastSeen,
            List<String> messageIds) {}

    /**
     * The groups of a namespace, those that began last first.
     *
     * @param place when the group began after which the list begins, and its id; empty to begin at the newest
     */
    List<Group> list(int namespace, @Nullable UUID plan, @Nullable String event, List<String> place, int limit) {
        StringBuilder sql = new StringBuilder("""
                SELECT id, plan_id, plan_version, event_type, event_name, kind, field, message, count, first_seen, last_seen,
                       message_ids
                FROM tracking_plan_violation WHERE namespace_id = ?""");
        List<Object> parameters = new ArrayList<>(List.of(namespace));
        if (plan != null) {
            sql.append(" AND plan_id = ?");
            parameters.add(plan);
        }
        if (event != null) {
            sql.append(" AND event_name = ?");
            parameters.add(event);
        }
        if (!place.isEmpty()) {
            sql.append(" AND (first_seen, id) < (?::timestamptz, ?::bigint)");
            parameters.addAll(place);
        }
        parameters.add(limit);
        return database.query(
                sql.append(" ORDER BY first_seen DESC, id DESC LIMIT ?").toString(),
                Violations::group,
                parameters.toArray());
    }

    /** A violation that names a message among its few samples. */
    public record Sampled(UUID trackingPlanId, int planVersion, String violationType, String field, String message) {}

    /** Those of which a message is one of the last samples. */
    public List<Sampled> naming(int namespace, String messageId, int limit) {
        return database.query(
                """
                SELECT plan_id, plan_version, kind, field, message FROM tracking_plan_violation
                WHERE namespace_id = ? AND ? = ANY (message_ids) ORDER BY id LIMIT ?""",
                row -> new Sampled(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                namespace,
                messageId,
                limit);
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getLong(9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getObject(11, OffsetDateTime.class).toInstant(),
                Arrays.asList((String[]) row.getArray(12).getArray()));
    }
}
