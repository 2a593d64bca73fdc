package io.cairo.tool;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes one object small enough to be told: long texts lose their end, long lists and large objects inside it their last
 * elements, as little as needed. The object's own fields all stay, and {@code shortened} names what is not whole.
 */
final class Shortening {
    /** What says so. */
    static final String MARK = "shortened";

    private static final int MOST_TEXT = 16_384;
    /** No id, time or word of a choice is longer. */
    private static final int LEAST_TEXT = 64;

    private static final int MOST_NAMED = 10;

    private final int text;
    private final int elements;
    private final Set<String> cut = new LinkedHashSet<>();

    private Shortening(int text, int elements) {
        this.text = text;
        this.elements = elements;
    }

    /**
     * The object, at most that large if anything can be done about it.
     *
     * @param level how deep it lies in its result
     */
    static JsonObject fit(JsonObject whole, long most, int level) {
        JsonObject fitting = whole;
        for (int text = MOST_TEXT; text >= LEAST_TEXT && SentSize.of(fitting, level) > most; text /= 2) {
            fitting = new Shortening(text, text / LEAST_TEXT).marked(whole);
        }
        return fitting;
    }

    private JsonObject marked(JsonObject whole) {
        JsonObjectBuilder fitting = JsonTree.JSON.createObjectBuilder();
        whole.forEach((name, value) -> fitting.add(name, shorter(name, value)));
        JsonArrayBuilder names = JsonTree.JSON.createArrayBuilder();
        cut.stream().limit(MOST_NAMED).forEach(names::add);
        return fitting.add(MARK, names).build();
    }

    private JsonValue shorter(String path, JsonValue value) {
        if (value instanceof JsonObject object) {
            return object(path, object);
        }
        if (value instanceof JsonArray array) {
            return array(path, array);
        }
        return value instanceof JsonString string ? string(path, string) : value;
    }

    private JsonValue string(String path, JsonString value) {
        String whole = value.getString();
        if (whole.length() <= text) {
            return value;
        }
        cut.add(path);
        int end = Character.isHighSurrogate(whole.charAt(text - 1)) ? text - 1 : text;
        return JsonTree.JSON.createValue(whole.substring(0, end) + "... (" + whole.length() + " characters in all)");
    }

    private JsonValue array(String path, JsonArray whole) {
        JsonArrayBuilder kept = JsonTree.JSON.createArrayBuilder();
        whole.stream().limit(elements).forEach(element -> kept.add(shorter(path + "[]", element)));
        if (whole.size() > elements) {
            cut.add(path);
        }
        return kept.build();
    }

    private JsonValue object(String path, JsonObject whole) {
        JsonObjectBuilder kept = JsonTree.JSON.createObjectBuilder();
        int count = 0;
        for (Map.Entry<String, JsonValue> field : whole.entrySet()) {
            if (count < elements && field.getKey().length() <= text) {
                kept.add(field.getKey(), shorter(path + "." + Names.shown(field.getKey()), field.getValue()));
                count++;
            } else {
                cut.add(path);
            }
        }
        return kept.build();
    }
}
