package io.cairo.destination.kit;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events in their own shape, for receivers that speak it. What the receiver sets itself is left out: with an old sentAt it
 * would move the event's time. A mark in the context keeps an event from going round in circles.
 */
public final class Forward {
    private static final Set<String> OURS = Set.of("receivedAt", "sentAt", "originalTimestamp", "messageId", "context");
    private static final String MARK = "cairo";
    private static final int LONGEST_ID = 99;
    /** Where batches go. */
    public static final Route BATCH = Route.post("/v1/batch");

    private Forward() {}

    /** The event as a part of a batch, or why not. */
    public static Fit fit(Incoming event) {
        if (MARK.equals(event.text("context", "integration", "name"))) {
            return Fit.filtered();
        }
        String missing = missing(event);
        return missing == null ? Fit.to(BATCH, forwarded(event)) : Fit.refused(missing);
    }

    /** The batch of these events. */
    public static byte[] body(List<byte[]> events) {
        return Bodies.around("{\"batch\":[", events, ",", "]}");
    }

    /** A write key is the name of a user without a password. */
    public static Map<String, String> headers(String writeKey) {
        return Headers.basic(writeKey, "");
    }

    private static @Nullable String missing(Incoming event) {
        if (event.anyId() == null) {
            return "has neither a user id nor an anonymous id";
        }
        return switch (event.type()) {
            case "track" -> event.name() == null ? "has no event name" : null;
            case "group" -> event.groupId() == null ? "has no group id" : null;
            case "alias" ->
                event.userId() == null || event.previousId() == null ? "has no user id or no previous id" : null;
            default -> null;
        };
    }

    private static JsonObject forwarded(Incoming event) {
        String id = event.messageId();
        return new Fields()
                .put("messageId", Ids.within(LONGEST_ID, id))
                .allBut(OURS, event.json())
                .put("type", event.type())
                .put("context", new Fields().all(event.context()).put("integration", new Fields().put("name", MARK)))
                .json();
    }
}
