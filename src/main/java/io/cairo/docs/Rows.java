package io.cairo.docs;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A schema as people read it: one line for each field, with those of fields below. */
final class Rows {
    /**
     * One field.
     *
     * @param name with those above it: {@code events[].name}
     * @param type in JSON's words
     * @param allowed values or range; empty for any
     * @param doc empty if there is none
     */
    record Row(String name, String type, boolean required, String allowed, String doc) {}

    private final List<Row> rows = new ArrayList<>();

    private Rows() {}

    static List<Row> of(JsonObject schema) {
        Rows rows = new Rows();
        rows.add("", schema);
        return rows.rows;
    }

    private void add(String above, JsonObject schema) {
        Set<String> required = Set.copyOf(texts(schema.get("required")));
        JsonObject properties = object(schema, "properties");
        for (String name : properties.keySet()) {
            add(above + name, properties.getJsonObject(name), required.contains(name));
        }
    }

    private void add(String name, JsonObject field, boolean required) {
        rows.add(new Row(name, type(field), required, allowed(field), field.getString("description", "")));
        add(name + ".", field);
        add(name + "[].", object(field, "items"));
    }

    private static String type(JsonObject field) {
        String type = field.getString("type", "any JSON");
        if (field.containsKey("format")) {
            return type + " (" + field.getString("format") + ")";
        }
        return type.equals("array") ? "array of " + type(object(field, "items")) : type;
    }

    private static String allowed(JsonObject field) {
        List<String> choices =
                texts(field.getOrDefault("enum", object(field, "items").get("enum")));
        if (!choices.isEmpty()) {
            return String.join(", ", choices);
        }
        return range(field, "minimum", "maximum", "")
                + range(field, "minLength", "maxLength", " characters")
                + range(field, "minItems", "maxItems", " elements");
    }

    private static String range(JsonObject field, String least, String greatest, String unit) {
        if (field.containsKey(least) && field.containsKey(greatest)) {
            return field.get(least) + " to " + field.get(greatest) + unit;
        }
        if (field.containsKey(least)) {
            return "at least " + field.get(least) + unit;
        }
        return field.containsKey(greatest) ? "at most " + field.get(greatest) + unit : "";
    }

    private static JsonObject object(JsonObject schema, String name) {
        return schema.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static List<String> texts(@Nullable JsonValue value) {
        return value instanceof JsonArray array
                ? array.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.toList())
                : List.of();
    }
}
