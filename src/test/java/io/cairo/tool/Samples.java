package io.cairo.tool;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** Values that a schema accepts, with every argument there is. */
public final class Samples {
    private Samples() {}

    public static JsonObject object(JsonObject schema) {
        JsonObjectBuilder sample = JsonTree.JSON.createObjectBuilder();
        JsonObject properties = schema.getJsonObject("properties");
        if (properties != null) {
            properties.forEach((name, property) -> sample.add(name, value(property.asJsonObject())));
        }
        return sample.build();
    }

    private static JsonValue value(JsonObject schema) {
        return switch (schema.getString("type", "object")) {
            case "string" -> JsonTree.JSON.createValue(text(schema));
            case "integer", "number" -> JsonTree.JSON.createValue(schema.getInt("minimum", 1));
            case "boolean" -> JsonValue.TRUE;
            case "array" -> list(schema);
            default -> object(schema);
        };
    }

    private static String text(JsonObject schema) {
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").getString(0);
        }
        return switch (schema.getString("format", "")) {
            case "uuid" -> "123e4567-e89b-42d3-a456-426614174000";
            case "date-time" -> "2026-01-31T12:00:00.000Z";
            case "uri" -> "https://example.com/hook";
            default -> "text" + "x".repeat(Math.max(0, schema.getInt("minLength", 0) - 4));
        };
    }

    private static JsonValue list(JsonObject schema) {
        JsonArrayBuilder list = JsonTree.JSON.createArrayBuilder();
        JsonObject items = schema.getJsonObject("items");
        for (int i = 0; items != null && i < Math.max(1, schema.getInt("minItems", 1)); i++) {
            list.add(value(items));
        }
        return list.build();
    }
}
