package io.cairo.destination.kit;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Looks into JSON from outside, where anything may be missing or of another type than it should be. */
public final class Paths {
    private Paths() {}

    /** What lies there; null if nothing does. */
    public static @Nullable JsonValue value(JsonObject from, String... path) {
        JsonValue found = from;
        for (String name : path) {
            found = found instanceof JsonObject object ? object.get(name) : null;
        }
        return found == JsonValue.NULL ? null : found;
    }

    /** The object there; the empty one if there is none. */
    public static JsonObject object(JsonObject from, String... path) {
        return value(from, path) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    /** The objects in the array there, without what is no object. */
    public static List<JsonObject> objects(JsonObject from, String... path) {
        JsonValue found = value(from, path);
        return found instanceof JsonArray array ? objects(array) : List.of();
    }

    /** The objects in an array. */
    public static List<JsonObject> objects(JsonArray array) {
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The text there, or the number as text, without spaces around it; null if there is none or it is blank. */
    public static @Nullable String text(JsonObject from, String... path) {
        JsonValue found = value(from, path);
        if (found instanceof JsonNumber number) {
            return number.toString();
        }
        return found instanceof JsonString text && !text.getString().isBlank()
                ? text.getString().strip()
                : null;
    }

    /** The number there, also if it is written as a text. */
    public static OptionalDouble number(JsonObject from, String... path) {
        String text = text(from, path);
        if (text == null || !text.matches("[-+]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?")) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(text);
        return Double.isInfinite(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /** The whole number there, such as an index; -1 if there is none of 0 to 2^31 - 1. */
    public static int index(JsonObject from, String... path) {
        JsonValue found = value(from, path);
        return found == null ? -1 : index(found);
    }

    /** The index that the value is; -1 if it is none. */
    public static int index(JsonValue value) {
        return value instanceof JsonNumber number
                        && number.doubleValue() >= 0
                        && number.doubleValue() <= Integer.MAX_VALUE
                ? number.intValue()
                : -1;
    }

    /** Whether true lies there. */
    public static boolean isTrue(JsonObject from, String... path) {
        return value(from, path) == JsonValue.TRUE;
    }
}
