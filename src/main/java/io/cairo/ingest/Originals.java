package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the originals that were set aside. */
@ApplicationScoped
public class Originals {
    private static final String ARRIVED =
            "SELECT received_at FROM event WHERE namespace_id = ? AND message_id = ? ORDER BY received_at DESC LIMIT 1";

    private static final String SELECT =
            "SELECT received_at, occurred_at, type, platform, reason, payload FROM set_aside ";
    /** An original arrived when its event did, which is how it is found: it has no place in an index of ids. */
    private static final String CHANGED =
            SELECT + "WHERE namespace_id = ? AND message_id = ? AND received_at = ? AND NOT gone";

    private static final String GONE =
            SELECT + "WHERE namespace_id = ? AND message_id = ? AND gone ORDER BY received_at DESC";

    @Inject
    Database database;

    /** How many days the original of a message is kept that was changed or dropped on the way in. */
    @Inject
    @ConfigProperty(name = "CAIRO_ASIDE_DAYS", defaultValue = "7")
    int days;

    /**
     * A message as it arrived that a stage has changed or dropped.
     *
     * @param type in lower case
     * @param reason what was done to it and by what
     * @param payload empty if it is no readable object
     */
    public record Original(
            Instant receivedAt, Instant occurredAt, String type, String platform, String reason, JsonObject payload) {}

    /**
     * The original of a message: of the event in the log, if there is one, else of what is gone. Empty if nothing was done to
     * it, or too long ago.
     */
    public Optional<Original> find(int namespace, String messageId) {
        return database.first(ARRIVED, row -> row.getObject(1, OffsetDateTime.class), namespace, messageId)
                .flatMap(arrived -> database.first(CHANGED, Originals::original, namespace, messageId, arrived))
                .or(() -> database.first(GONE, Originals::original, namespace, messageId));
    }

    /** How long they are kept at least; never less than no time, which would drop the day that is written to. */
    public Duration kept() {
        return Duration.ofDays(Math.max(0, days));
    }

    private static Original original(ResultSet row) throws SQLException {
        return new Original(
                row.getObject(1, OffsetDateTime.class).toInstant(),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                payload(row.getBytes(6)));
    }

    private static JsonObject payload(byte[] json) {
        try {
            return JsonTree.readObject(json);
        } catch (Problem e) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
