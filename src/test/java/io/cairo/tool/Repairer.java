package io.cairo.tool;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonPointer;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Repairs a refused call by a few fixed rules, from the refusing sentence alone: it knows no tool and no schema. */
final class Repairer {
    private static final Pattern SENTENCE = Pattern.compile("(?s)([^: ]+): (.*)");
    private static final Pattern MEANT = Pattern.compile("did you mean ([^?]+)\\?");
    private static final Pattern MISSING = Pattern.compile("is missing; it must be ([^:]+)(: .*)?");
    private static final Pattern LENGTH = Pattern.compile("must have (.+) (characters|elements); .*");
    private static final Pattern WRONG = Pattern.compile("must be (.+); .+ came.*");
    private static final Pattern RANGE = Pattern.compile("(-?\\d+) to (-?\\d+)|at least (-?\\d+)|at most (-?\\d+)");
    private static final Pattern EXAMPLE = Pattern.compile(".* such as (\\S+)");

    private Repairer() {}

    /** The call, changed as the sentence says; unchanged if the sentence says nothing that the rules know. */
    static JsonObject repaired(JsonObject call, String sentence) {
        Matcher parts = SENTENCE.matcher(sentence);
        if (!parts.matches()) {
            return call;
        }
        String path = "/" + parts.group(1).replace(".", "/").replace("[", "/").replace("]", "");
        String rest = parts.group(2);
        JsonPointer field = JsonTree.JSON.createPointer(path);
        @Nullable JsonValue came = field.containsValue(call) ? field.getValue(call) : null;
        if (rest.startsWith("no such argument")) {
            return argument(call, path, rest);
        }
        @Nullable JsonValue right = value(rest, came);
        if (right == null) {
            return call;
        }
        return came == null ? field.add(call, right) : field.replace(call, right);
    }

    private static JsonObject argument(JsonObject call, String path, String rest) {
        JsonPointer wrong = JsonTree.JSON.createPointer(path);
        Matcher meant = MEANT.matcher(rest);
        if (!meant.find()) {
            return wrong.remove(call);
        }
        String right = path.substring(0, path.lastIndexOf('/') + 1) + meant.group(1);
        return JsonTree.JSON.createPointer(right).add(wrong.remove(call), wrong.getValue(call));
    }

    private static @Nullable JsonValue value(String rest, @Nullable JsonValue came) {
        Matcher missing = MISSING.matcher(rest);
        if (missing.matches()) {
            return made(missing.group(1), null);
        }
        Matcher length = LENGTH.matcher(rest);
        if (length.matches()) {
            return resized(length.group(1), came);
        }
        Matcher meant = MEANT.matcher(rest);
        if (meant.find()) {
            return JsonTree.JSON.createValue(meant.group(1));
        }
        Matcher wrong = WRONG.matcher(rest);
        return wrong.matches() ? made(wrong.group(1), came) : null;
    }

    private static @Nullable JsonValue made(String needed, @Nullable JsonValue came) {
        Matcher example = EXAMPLE.matcher(needed);
        if (example.matches()) {
            return JsonTree.JSON.createValue(example.group(1));
        }
        if (needed.startsWith("one of ")) {
            return JsonTree.JSON.createValue(
                    needed.substring("one of ".length()).split(", ", -1)[0]);
        }
        if (needed.startsWith("a list")) {
            int each = needed.indexOf(", each ");
            JsonArrayBuilder list = JsonTree.JSON.createArrayBuilder();
            return each < 0
                    ? list.build()
                    : list.add(made(needed.substring(each + 7), null)).build();
        }
        if (needed.startsWith("an object")) {
            return object(needed);
        }
        if (needed.startsWith("true or false")) {
            return JsonValue.TRUE;
        }
        return needed.startsWith("a text") ? text(needed, came) : number(needed, came);
    }

    private static JsonObject object(String needed) {
        JsonObjectBuilder object = JsonTree.JSON.createObjectBuilder();
        int with = needed.indexOf(" with ");
        if (with >= 0) {
            for (String name : needed.substring(with + 6).split(", ", -1)) {
                object.add(name, "text");
            }
        }
        return object.build();
    }

    private static JsonValue text(String needed, @Nullable JsonValue came) {
        String text =
                came == null || came instanceof JsonObject || came instanceof JsonArray ? "text" : came.toString();
        return JsonTree.JSON.createValue(fitting(needed, text));
    }

    private static JsonValue number(String needed, @Nullable JsonValue came) {
        long near = 1;
        if (came != null) {
            try {
                near = (long) Double.parseDouble(came instanceof JsonString text ? text.getString() : came.toString());
            } catch (NumberFormatException e) {
                near = 1;
            }
        }
        return JsonTree.JSON.createValue(Math.max(least(needed), Math.min(most(needed), near)));
    }

    private static @Nullable JsonValue resized(String range, @Nullable JsonValue came) {
        if (came instanceof JsonString text) {
            return JsonTree.JSON.createValue(fitting(range, text.getString()));
        }
        if (came instanceof JsonArray array) {
            JsonArrayBuilder list = JsonTree.JSON.createArrayBuilder();
            array.stream().limit(most(range)).forEach(list::add);
            for (int i = array.size(); i < least(range); i++) {
                list.add("text");
            }
            return list.build();
        }
        return null;
    }

    private static String fitting(String range, String text) {
        String longEnough = text + "x".repeat((int) Math.max(0, least(range) - text.length()));
        return longEnough.substring(0, (int) Math.min(longEnough.length(), most(range)));
    }

    private static long least(String words) {
        Matcher range = RANGE.matcher(words);
        if (!range.find()) {
            return Integer.MIN_VALUE;
        }
        return Long.parseLong(first(range.group(1), range.group(3), Integer.toString(Integer.MIN_VALUE)));
    }

    private static long most(String words) {
        Matcher range = RANGE.matcher(words);
        if (!range.find()) {
            return Integer.MAX_VALUE;
        }
        return Long.parseLong(first(range.group(2), range.group(4), Integer.toString(Integer.MAX_VALUE)));
    }

    private static String first(@Nullable String one, @Nullable String other, String last) {
        if (one != null) {
            return one;
        }
        return other == null ? last : other;
    }
}
