package io.cairo.plan;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What whole events of one kind must look like.
 *
 * @param type {@code track} and the other types of message, or {@link #COMMON}
 * @param key the event's name; null for any
 * @param version of the event, from 1; an event says it in {@code context.protocols.event_version}
 * @param schema JSON Schema of the whole event
 * @param path where it stood in what came, for those who are told about it
 */
record Rule(String type, @Nullable String key, int version, JsonObject schema, String path) {
    /** The type of rules for every event. */
    static final String COMMON = "common";

    JsonObject toJson() {
        JsonObjectBuilder json = JsonTree.JSON
                .createObjectBuilder()
                .add("type", type)
                .add("version", version)
                .add("schema", schema);
        if (key != null) {
            json.add("key", key);
        }
        return json.build();
    }

    static JsonArray toJson(List<Rule> rules) {
        JsonArrayBuilder all = JsonTree.JSON.createArrayBuilder();
        rules.forEach(rule -> all.add(rule.toJson()));
        return all.build();
    }

    /** The rules that {@link #toJson(List)} wrote. */
    static List<Rule> fromJson(JsonArray json) {
        return json.getValuesAs(JsonObject.class).stream()
                .map(rule -> new Rule(
                        rule.getString("type"),
                        rule.get("key") instanceof JsonString key ? key.getString() : null,
                        rule.getInt("version"),
                        rule.getJsonObject("schema"),
                        ""))
                .toList();
    }
}
