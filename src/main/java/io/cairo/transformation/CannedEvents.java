package io.cairo.transformation;

import io.cairo.base.JsonTree;
import io.cairo.message.Message;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/** A plain event of each type, to let code run once before it meets real ones. */
final class CannedEvents {
    private CannedEvents() {}

    static List<JsonObject> all() {
        List<JsonObject> events = new ArrayList<>();
        for (Message.Type type : Message.Type.values()) {
            events.add(event(type));
        }
        return events;
    }

    private static JsonObject event(Message.Type type) {
        JsonObjectBuilder event = JsonTree.JSON
                .createObjectBuilder()
                .add("type", type.wire())
                .add("messageId", "canned-" + type.wire())
                .add("userId", "user-1")
                .add("anonymousId", "anonymous-1")
                .add("context", object("library", object("name", "canned")));
        switch (type) {
            case TRACK -> event.add("event", "Canned").add("properties", object("price", 9.99));
            case PAGE, SCREEN -> event.add("name", "Canned").add("properties", object("title", "Canned"));
            case IDENTIFY -> event.add("traits", object("email", "canned@example.com"));
            case GROUP -> event.add("groupId", "group-1").add("traits", object("name", "Canned"));
            case ALIAS -> event.add("previousId", "user-0");
        }
        return event.build();
    }

    private static JsonObject object(String name, Object value) {
        JsonObjectBuilder object = JsonTree.JSON.createObjectBuilder();
        if (value instanceof JsonObject inner) {
            object.add(name, inner);
        } else if (value instanceof Double number) {
            object.add(name, number);
        } else {
            object.add(name, value.toString());
        }
        return object.build();
    }
}
