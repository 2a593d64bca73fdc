package io.cairo.event;

import io.cairo.base.Database;
import io.cairo.message.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds stored messages by their ids. */
@ApplicationScoped
public class Sightings {
    private static final int MOST = 5;

    private static final String FIND = """
            SELECT tx, ord, received_at, occurred_at, type, name, platform, user_id, anonymous_id, email, payload
            FROM event WHERE namespace_id = ? AND message_id = ? ORDER BY received_at DESC LIMIT ?""";

    @Inject
    Database database;

    /**
     * A stored message.
     *
     * @param title the event of a track; what the message is called among events otherwise
     * @param payload as it was stored; empty if it is no readable object
     */
    public record Sighting(
            Position position,
            Instant occurredAt,
            Message.Type type,
            String title,
            String platform,
            @Nullable String userId,
            @Nullable String anonymousId,
            @Nullable String email,
            JsonObject payload) {}

    /** The newest first: there are several if the same id came again after it had been forgotten. */
    public List<Sighting> of(int namespace, String messageId) {
        return database.query(FIND, Sightings::sighting, namespace, messageId, MOST);
    }

    private static Sighting sighting(ResultSet row) throws SQLException {
        Message.Type type = Message.Type.of(row.getString(5)).orElseThrow();
        return new Sighting(
                new Position(row.getLong(1), row.getInt(2), time(row, 3)),
                time(row, 4),
                type,
                EventQuery.title(type, row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                Events.details(row.getString(11)));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
