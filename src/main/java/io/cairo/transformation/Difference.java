package io.cairo.transformation;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonCursor;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In what two events differ, as paths: {@code properties.price}, {@code items[0].sku}. Numbers are compared as JavaScript
 * knows them: {@code 1.0} is {@code 1}.
 */
public record Difference(List<String> added, List<String> changed, List<String> removed) {
    private static final int MOST = 200;
    private static final String OF_NUMBERS = "0123456789+-.eE";

    /**
     * Whether two texts of JSON say the same, in the same order: quick, since nearly every event asks. Both were written by
     * one writer, so they differ in what they say as soon as they differ elsewhere than in a number.
     */
    static boolean isNone(byte[] before, byte[] after) {
        int place = Arrays.mismatch(before, after);
        return place < 0 || ((isOfNumber(before, place) || isOfNumber(after, place)) && saySame(before, after));
    }

    private static boolean isOfNumber(byte[] json, int place) {
        return place < json.length && OF_NUMBERS.indexOf(json[place]) >= 0;
    }

    private static boolean saySame(byte[] before, byte[] after) {
        JsonCursor one = new JsonCursor(before, 0, before.length);
        JsonCursor other = new JsonCursor(after, 0, after.length);
        boolean same = true;
        boolean more = true;
        while (same && more) {
            JsonToken token = one.next();
            same = isSame(token, one, other.next(), other);
            more = token != null;
        }
        return same;
    }

    private static boolean isSame(
            @Nullable JsonToken token, JsonCursor one, @Nullable JsonToken otherToken, JsonCursor other) {
        if (token == null || otherToken == null) {
            return token == otherToken;
        }
        if (token.isNumeric() && otherToken.isNumeric()) {
            return one.number() == other.number();
        }
        boolean hasText = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
        return token == otherToken && (!hasText || one.text().equals(other.text()));
    }

    /** What has come, changed and gone, at most {@value #MOST} paths of each. */
    public static Difference of(JsonObject before, JsonObject after) {
        Difference difference = new Difference(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        difference.objects("", before, after);
        return difference;
    }

    boolean isNone() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    private void objects(String path, JsonObject before, JsonObject after) {
        String prefix = path.isEmpty() ? "" : path + ".";
        for (Map.Entry<String, JsonValue> field : before.entrySet()) {
            JsonValue now = after.get(field.getKey());
            if (now == null) {
                note(removed, prefix + field.getKey());
            } else {
                values(prefix + field.getKey(), field.getValue(), now);
            }
        }
        after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(name -> note(added, prefix + name));
    }

    private void values(String path, JsonValue before, JsonValue after) {
        if (before instanceof JsonObject object && after instanceof JsonObject now) {
            objects(path, object, now);
        } else if (before instanceof JsonArray array && after instanceof JsonArray now) {
            arrays(path, array, now);
        } else if (before instanceof JsonNumber number && after instanceof JsonNumber now) {
            if (number.doubleValue() != now.doubleValue()) {
                note(changed, path);
            }
        } else if (!before.equals(after)) {
            note(changed, path);
        }
    }

    private void arrays(String path, JsonArray before, JsonArray after) {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            String place = path + "[" + i + "]";
            if (i >= after.size()) {
                note(removed, place);
            } else if (i >= before.size()) {
                note(added, place);
            } else {
                values(place, before.get(i), after.get(i));
            }
        }
    }

    private static void note(List<String> paths, String path) {
        if (paths.size() < MOST) {
            paths.add(path);
        }
    }
}
