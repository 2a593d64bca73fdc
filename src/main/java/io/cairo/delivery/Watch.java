package io.cairo.delivery;

import io.cairo.access.Namespace;
import io.cairo.base.Database;
import io.cairo.base.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks how destinations fare and says each change once, whichever node sees it. Of those in the namespace of the alerts
 * themselves nothing is said: what happens to alerts must not make more of them.
 */
final class Watch {
    private static final Logger LOG = System.getLogger(Watch.class.getName());

    /** Any number that nothing else in this database locks. */
    private static final long ONE_WATCHES = 0x6361_6972_6f02L;

    private static final String FARES = """
            SELECT d.destination_id, t.name, t.type, n.tenant, n.name, d.state, d.failing_since, d.last_error,
              coalesce(extract(epoch FROM now() - least(
                (SELECT e.received_at FROM event e
                 WHERE e.namespace_id = d.namespace_id AND (e.tx, e.ord) > (d.tx, d.ord)
                   AND e.received_at > d.received_at - interval '1 day' ORDER BY e.tx, e.ord LIMIT 1),
                (SELECT min(r.received_at) FROM delivery_retry r WHERE r.destination_id = d.destination_id))), 0),
              d.delivered, d.failed, coalesce(a.state, 'fine'), coalesce(a.changes, 0), coalesce(a.began_at, now()),
              coalesce(a.delivered, d.delivered), coalesce(a.failed, d.failed), coalesce(a.failing, false), now(), d.dead,
              (SELECT count(*) FROM delivery_retry r WHERE r.destination_id = d.destination_id)
            FROM delivery d JOIN destination t ON t.id = d.destination_id JOIN namespace n ON n.id = d.namespace_id
            LEFT JOIN delivery_alert a ON a.destination_id = d.destination_id
            WHERE t.enabled AND n.name <> ?""";

    private static final String REMEMBER = """
            INSERT INTO delivery_alert (destination_id, state, changes, changed_at, began_at, delivered, failed, failing)
            SELECT id, ?, ?, now(), ?, ?, ?, ? FROM destination WHERE id = ?
            ON CONFLICT (destination_id) DO UPDATE SET
              changed_at = CASE WHEN delivery_alert.state = excluded.state
                                THEN delivery_alert.changed_at ELSE now() END,
              state = excluded.state, changes = excluded.changes, began_at = excluded.began_at,
              delivered = excluded.delivered, failed = excluded.failed, failing = excluded.failing""";

    private final Database database;
    private final Health.Bounds bounds;
    private final Consumer<Alert> voice;

    /** @param voice says it; throws a {@code Problem} if it cannot now, and is asked again later then */
    Watch(Database database, Health.Bounds bounds, Consumer<Alert> voice) {
        this.database = database;
        this.bounds = bounds;
        this.voice = voice;
    }

    private record Fare(
            UUID destination,
            String name,
            String type,
            String tenant,
            String namespace,
            @Nullable String error,
            Alert.Counts counts,
            Health health) {}

    /** Looks once, unless another node just does. Never throws. */
    void look() {
        try {
            database.inTransaction(connection -> {
                if (isOurTurn(connection)) {
                    for (Fare fare : Database.query(connection, FARES, Watch::fare, Namespace.SYSTEM)) {
                        look(connection, fare);
                    }
                }
                return true;
            });
        } catch (Problem e) {
            LOG.log(Level.DEBUG, "destinations cannot be watched now: {0}", e.sentence());
        }
    }

    private static boolean isOurTurn(Connection connection) throws SQLException {
        return Database.query(connection, "SELECT pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), ONE_WATCHES)
                .get(0);
    }

    private void look(Connection connection, Fare fare) throws SQLException {
        Health.Said before = fare.health().said();
        Health.Said now = fare.health().judged(bounds);
        boolean isFirst =
                before.changes() == 0 && now.began().equals(fare.health().now());
        if (now.equals(before) && !isFirst) {
            return;
        }
        if (now.verdict() == before.verdict() || isSaid(fare, before, now)) {
            remember(connection, fare.destination(), now);
        }
    }

    private boolean isSaid(Fare fare, Health.Said before, Health.Said now) {
        try {
            voice.accept(new Alert(
                    fare.destination(),
                    fare.name(),
                    fare.type(),
                    fare.tenant(),
                    fare.namespace(),
                    now.verdict(),
                    before.verdict(),
                    now.changes(),
                    since(now.verdict(), fare.health()),
                    fare.health().lag(),
                    fare.counts(),
                    fare.error() == null ? null : gist(fare.error())));
            return true;
        } catch (Problem e) {
            LOG.log(Level.INFO, "an alert cannot be stored now: {0}", e.sentence());
            return false;
        }
    }

    private static Instant since(Health.Verdict verdict, Health health) {
        return verdict == Health.Verdict.LAGGING
                ? health.now().minus(health.lag())
                : Objects.requireNonNullElse(health.failingSince(), health.now());
    }

    /** Without the body of an answer, which may repeat what was sent. */
    static String gist(String error) {
        int body = error.startsWith("HTTP ") ? error.indexOf(": ") : -1;
        return body < 0 ? error : error.substring(0, body);
    }

    private static void remember(Connection connection, UUID destination, Health.Said said) throws SQLException {
        Database.update(
                connection,
                REMEMBER,
                said.verdict().wire(),
                said.changes(),
                said.began().atOffset(ZoneOffset.UTC),
                said.counts().delivered(),
                said.counts().failed(),
                said.failing(),
                destination);
    }

    private static Fare fare(ResultSet row) throws SQLException {
        Instant now = instant(row, 18);
        Health.Said said = new Health.Said(
                Health.Verdict.valueOf(row.getString(12).toUpperCase(Locale.ROOT)),
                row.getInt(13),
                instant(row, 14),
                new Health.Counts(row.getLong(15), row.getLong(16)),
                row.getBoolean(17));
        Health health = new Health(
                Settlement.State.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                Ledger.nullableInstant(row, 7),
                Duration.ofSeconds(Math.max(0, (long) row.getDouble(9))),
                new Health.Counts(row.getLong(10), row.getLong(11)),
                said,
                now);
        return new Fare(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(8),
                new Alert.Counts(row.getLong(10), row.getLong(11), row.getLong(19), row.getLong(20)),
                health);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
