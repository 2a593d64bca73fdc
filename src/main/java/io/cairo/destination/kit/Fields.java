package io.cairo.destination.kit;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a JSON object, leaving out what there is none of. */
public final class Fields {
    private final JsonObjectBuilder json = JsonTree.JSON.createObjectBuilder();

    /** Adds a text, unless it is null. */
    public Fields put(String name, @Nullable String value) {
        if (value != null) {
            json.add(name, value);
        }
        return this;
    }

    /** Adds a value, unless it is null or the empty object. */
    public Fields put(String name, @Nullable JsonValue value) {
        if (value != null && !value.equals(JsonValue.EMPTY_JSON_OBJECT)) {
            json.add(name, value);
        }
        return this;
    }

    /** Adds a value, also an empty one. */
    public Fields keep(String name, JsonValue value) {
        json.add(name, value);
        return this;
    }

    /** Adds a number. */
    public Fields put(String name, long value) {
        json.add(name, value);
        return this;
    }

    /** Adds a boolean. */
    public Fields put(String name, boolean value) {
        json.add(name, value);
        return this;
    }

    /** Adds an object made of other fields, unless it has none. */
    public Fields put(String name, Fields value) {
        return put(name, value.json());
    }

    /** Adds all that an object has; of a name that is there already the new value stays. */
    public Fields all(JsonObject values) {
        values.forEach(json::add);
        return this;
    }

    /** Adds all that an object has but these names. */
    public Fields allBut(Set<String> names, JsonObject values) {
        values.forEach((name, value) -> {
            if (!names.contains(name)) {
                json.add(name, value);
            }
        });
        return this;
    }

    /** What was added since the last call. */
    public JsonObject json() {
        return json.build();
    }
}
