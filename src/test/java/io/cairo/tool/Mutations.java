package io.cairo.tool;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The mistakes that agents make in good calls, each alone. */
final class Mutations {

    /** @param kind what was done */
    record Mutated(String kind, JsonObject call) {}

    private final JsonObject good;
    private final List<Mutated> made = new ArrayList<>();

    private Mutations(JsonObject good) {
        this.good = good;
    }

    /** Every mistake in every argument of a good call. */
    static List<Mutated> of(JsonObject schema, JsonObject good) {
        Mutations mutations = new Mutations(good);
        mutations.object("", schema);
        return mutations.made;
    }

    private void object(String path, JsonObject schema) {
        if (!schema.containsKey("properties")) {
            return;
        }
        JsonArray required =
                schema.containsKey("required") ? schema.getJsonArray("required") : JsonValue.EMPTY_JSON_ARRAY;
        put("extra argument", path + "/verbose_answer_please", JsonValue.TRUE);
        schema.getJsonObject("properties").forEach((name, property) -> {
            String field = path + "/" + name;
            misspell(path, name);
            if (required.stream().anyMatch(each -> each.equals(JsonTree.JSON.createValue(name)))) {
                put("null", field, JsonValue.NULL);
                made.add(new Mutated(
                        "missing", JsonTree.JSON.createPointer(field).remove(good)));
            }
            value(field, property.asJsonObject());
        });
    }

    private void misspell(String path, String name) {
        if (name.length() < 3) {
            return;
        }
        JsonPointer right = JsonTree.JSON.createPointer(path + "/" + name);
        JsonObject without = right.remove(good);
        int at = name.length() / 2;
        String wrong = name.substring(0, at) + name.substring(at + 1);
        JsonPointer misspelt = JsonTree.JSON.createPointer(path + "/" + wrong);
        if (!misspelt.containsValue(good)) {
            made.add(new Mutated("misspelt name", misspelt.add(without, right.getValue(good))));
        }
    }

    private void value(String field, JsonObject schema) {
        switch (schema.getString("type", "")) {
            case "string" -> text(field, schema);
            case "integer", "number" -> number(field, schema);
            case "boolean" -> put("wrong type", field, text("yes"));
            case "array" -> list(field, schema);
            case "object" -> {
                put("wrong type", field, text("{}"));
                object(field, schema);
            }
            default -> {}
        }
    }

    private void text(String field, JsonObject schema) {
        put("wrong type", field, JsonTree.JSON.createValue(42));
        put("wrong type", field, JsonValue.EMPTY_JSON_OBJECT);
        if (schema.containsKey("enum")) {
            String choice = schema.getJsonArray("enum").getString(0);
            put("wrong choice", field, text(choice.toUpperCase(Locale.ROOT)));
            put("wrong choice", field, text(choice + "s"));
            put("wrong choice", field, text("whatever suits best"));
        }
        if (schema.containsKey("maxLength")) {
            put("too long", field, text("x".repeat(schema.getInt("maxLength") + 1)));
        }
        if (schema.getInt("minLength", 0) > 0) {
            put("too short", field, text(""));
        }
        switch (schema.getString("format", "")) {
            case "uuid" -> put("bad UUID", field, text("123e4567-e89b-42d3-a456"));
            case "date-time" -> {
                put("bad time", field, text("2026-01-31"));
                put("bad time", field, text("yesterday at noon"));
            }
            default -> {}
        }
    }

    private void number(String field, JsonObject schema) {
        put("wrong type", field, text("5"));
        put("wrong type", field, text("many"));
        if (schema.containsKey("maximum")) {
            put(
                    "out of range",
                    field,
                    JsonTree.JSON.createValue(schema.getJsonNumber("maximum").longValue() + 1));
        }
        if (schema.containsKey("minimum")) {
            put(
                    "out of range",
                    field,
                    JsonTree.JSON.createValue(schema.getJsonNumber("minimum").longValue() - 1));
        }
        if (schema.getString("type").equals("integer")) {
            put("no integer", field, JsonTree.JSON.createValue(1.5));
        }
    }

    private void list(String field, JsonObject schema) {
        put("wrong type", field, text("a,b"));
        if (schema.getInt("minItems", 0) > 0) {
            put("too short", field, JsonValue.EMPTY_JSON_ARRAY);
        }
        JsonObject items = schema.getJsonObject("items");
        if (items != null) {
            value(field + "/0", items);
        }
    }

    private void put(String kind, String field, JsonValue value) {
        JsonStructure mutated = JsonTree.JSON.createPointer(field).containsValue(good)
                ? JsonTree.JSON.createPointer(field).replace(good, value)
                : JsonTree.JSON.createPointer(field).add(good, value);
        made.add(new Mutated(kind, mutated.asJsonObject()));
    }

    private static JsonValue text(String text) {
        return JsonTree.JSON.createValue(text);
    }
}
