package io.cairo.approval;

import io.cairo.base.JsonTree;
import io.cairo.tool.Shape;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;

/**
 * What of a call's JSON may be shown to others: plain values, cut; of objects only the names of their fields, since settings
 * hold secrets; of what is marked {@link io.cairo.tool.Secret} nothing.
 */
final class Summary {
    private static final String HIDDEN = "***";
    private static final int MOST_CHARACTERS = 100;
    private static final int MOST_ELEMENTS = 20;

    private Summary() {}

    /** The arguments as a second administrator sees them. */
    static JsonObject of(Shape<?> shape, JsonObject arguments) {
        Set<String> secrets = shape.secrets();
        JsonObjectBuilder summary = JsonTree.JSON.createObjectBuilder();
        arguments.forEach((name, value) ->
                summary.add(name, secrets.contains(name) ? JsonTree.JSON.createValue(HIDDEN) : shown(value)));
        return summary.build();
    }

    /** The object without what may be shown once only. */
    static JsonObject withoutSecrets(Shape<?> shape, JsonObject result) {
        Set<String> secrets = shape.secrets();
        JsonObjectBuilder rest = JsonTree.JSON.createObjectBuilder();
        result.forEach(
                (name, value) -> rest.add(name, secrets.contains(name) ? JsonTree.JSON.createValue(HIDDEN) : value));
        return rest.build();
    }

    private static JsonValue shown(JsonValue value) {
        if (value instanceof JsonObject object) {
            return names(object);
        }
        if (value instanceof JsonArray array) {
            return elements(array);
        }
        return value instanceof JsonString text ? cut(text.getString()) : value;
    }

    private static JsonArray names(JsonObject object) {
        JsonArrayBuilder names = JsonTree.JSON.createArrayBuilder();
        object.keySet().stream().limit(MOST_ELEMENTS).map(Summary::cut).forEach(names::add);
        return names.build();
    }

    private static JsonArray elements(JsonArray array) {
        JsonArrayBuilder elements = JsonTree.JSON.createArrayBuilder();
        array.stream().limit(MOST_ELEMENTS).map(Summary::element).forEach(elements::add);
        return elements.build();
    }

    private static JsonValue element(JsonValue value) {
        return value instanceof JsonArray ? JsonTree.JSON.createValue("[...]") : shown(value);
    }

    private static JsonString cut(String text) {
        return JsonTree.JSON.createValue(
                text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...");
    }
}
