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
    @Inject
    Database database;

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

    /** The original of a message; empty if nothing was done to it, or too long ago. */
    public Optional<Original> find(int namespace, String messageId) {
        return database.first(
                "SELECT received_at, occurred_at, type, platform, reason, payload FROM set_aside"
                        + " WHERE namespace_id = ? AND message_id = ?",
                Originals::original,
                namespace,
                messageId);
    }

    /** How long they are kept. */
    public Duration kept() {
        return Duration.ofDays(days);
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
