package io.cairo.destination.kit;

import io.cairo.base.JsonText;
import io.cairo.base.Times;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as a row of one wide table, the same in every store that has tables: message_id, type, event, user_id,
 * anonymous_id, group_id, previous_id, timestamp, received_at, and context, properties and traits as JSON.
 */
public record EventRow(Incoming from, Instant attempt) {
    /** The columns, in order; the last three hold JSON. */
    public static final List<String> COLUMNS = List.of(
            "message_id",
            "type",
            "event",
            "user_id",
            "anonymous_id",
            "group_id",
            "previous_id",
            "timestamp",
            "received_at",
            "context",
            "properties",
            "traits");

    /** As an object whose JSON columns are texts. */
    public JsonObject texts() {
        return plain().put("context", text(from.context()))
                .put("properties", text(from.properties()))
                .put("traits", text(traits()))
                .json();
    }

    /** As an object whose JSON columns are objects. */
    public JsonObject nested() {
        return plain().keep("context", from.context())
                .keep("properties", from.properties())
                .keep("traits", traits())
                .json();
    }

    private Fields plain() {
        return new Fields()
                .put("message_id", from.messageId())
                .put("type", from.type())
                .put("event", from.happening())
                .put("user_id", from.userId())
                .put("anonymous_id", from.anonymousId())
                .put("group_id", from.groupId())
                .put("previous_id", from.previousId())
                .put("timestamp", Times.written(from.at(attempt)))
                .put("received_at", received());
    }

    private @Nullable String received() {
        String text = from.text("receivedAt");
        try {
            return text == null ? null : Times.written(Times.read(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private JsonObject traits() {
        return Paths.object(from.json(), "traits");
    }

    private static String text(JsonObject nested) {
        return new String(JsonText.bytes(nested), StandardCharsets.UTF_8);
    }
}
