package io.cairo.delivery;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.Parcel;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import io.cairo.message.Message;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events that are in no log. */
final class TestEvents {
    private TestEvents() {}

    /** What a receiver without a connection test gets instead: a track that says that it is one. */
    static Parcel track(Instant now) {
        String id = "cairo-test-" + UUID.randomUUID();
        JsonObject event = JsonTree.JSON
                .createObjectBuilder()
                .add("type", "track")
                .add("event", "Cairo Test")
                .add("messageId", id)
                .add("userId", "cairo-test")
                .add("timestamp", Times.written(now))
                .add("properties", JsonTree.JSON.createObjectBuilder().add("test", true))
                .add("context", JsonTree.JSON.createObjectBuilder())
                .build();
        return new Parcel(id, "track", "Cairo Test", JsonText.bytes(event));
    }

    /** A sample as if it had just been stored; what every event has is added where it lacks it. */
    static Pending sample(JsonObject sample, Instant now) {
        String type =
                Message.Type.of(text(sample, "type")).orElse(Message.Type.TRACK).wire();
        String id = text(sample, "messageId");
        JsonObjectBuilder whole = JsonTree.JSON.createObjectBuilder(sample).add("type", type);
        if (id == null) {
            whole.add("messageId", "sample");
        }
        addMissing(whole, sample, "timestamp", JsonTree.JSON.createValue(Times.written(now)));
        addMissing(whole, sample, "context", JsonValue.EMPTY_JSON_OBJECT);
        return Pending.fresh(new Logged(
                new Position(0, 0, now),
                type,
                text(sample, type.equals("track") ? "event" : "name"),
                id == null ? "sample" : id,
                "sample",
                JsonText.bytes(whole.build())));
    }

    private static void addMissing(JsonObjectBuilder whole, JsonObject sample, String name, JsonValue value) {
        if (!sample.containsKey(name)) {
            whole.add(name, value);
        }
    }

    private static @Nullable String text(JsonObject sample, String name) {
        return sample.get(name) instanceof JsonString text ? text.getString() : null;
    }
}
