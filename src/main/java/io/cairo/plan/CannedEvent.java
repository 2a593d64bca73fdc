package io.cairo.plan;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;

/** An event that looks into every corner of a schema: it has each property that the schema names. */
final class CannedEvent {
    private static final int LEVELS = 8;

    private CannedEvent() {}

    static JsonObject of(Rule rule) {
        JsonObjectBuilder event = JsonTree.JSON.createObjectBuilder(members(rule.schema(), 0));
        event.add("type", rule.type());
        event.add("messageId", "canned");
        if (rule.key() != null) {
            event.add("event", rule.key());
        }
        return event.build();
    }

    private static JsonObject members(JsonObject schema, int level) {
        JsonObjectBuilder members = JsonTree.JSON.createObjectBuilder();
        if (level < LEVELS && schema.get("properties") instanceof JsonObject properties) {
            for (Map.Entry<String, JsonValue> property : properties.entrySet()) {
                JsonValue inner = property.getValue();
                members.add(
                        property.getKey(),
                        inner instanceof JsonObject object ? members(object, level + 1) : JsonValue.EMPTY_JSON_OBJECT);
            }
        }
        return members.build();
    }
}
