package io.cairo.destination.kit;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nested JSON as one level, for vendors that know no other: names joined by a separator, arrays as their JSON. */
public final class Flat {
    private Flat() {}

    /** Every text, number and boolean in the object, by its path; nulls and what is empty are left out. */
    public static Map<String, JsonValue> of(JsonObject nested, String separator) {
        Map<String, JsonValue> flat = new LinkedHashMap<>();
        add(flat, "", nested, separator);
        return flat;
    }

    /** A value as a text: itself, or its JSON. */
    public static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    private static void add(Map<String, JsonValue> flat, String prefix, JsonObject nested, String separator) {
        nested.forEach((name, value) -> {
            String path = prefix + name;
            if (value instanceof JsonObject object) {
                add(flat, path + separator, object, separator);
            } else if (value != JsonValue.NULL && !(value instanceof JsonArray array && array.isEmpty())) {
                flat.put(path, value);
            }
        });
    }
}
