package io.cairo.tool;

import io.cairo.base.Problem;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Doc} allows a value to be.
 *
 * @param secret whether nothing of the value may be told back
 */
record Limits(long min, long max, List<String> allowed, boolean secret) {
    private static final int SHOWN = 40;

    static Limits of(RecordComponent component) {
        boolean secret = component.isAnnotationPresent(Secret.class);
        @Nullable Doc doc = component.getAnnotation(Doc.class);
        return doc == null
                ? new Limits(Long.MIN_VALUE, Long.MAX_VALUE, List.of(), secret)
                : new Limits(doc.min(), doc.max(), List.of(doc.allowed()), secret);
    }

    /** The same for the elements of a list: the lengths are the list's own. */
    Limits ofElements() {
        return new Limits(Long.MIN_VALUE, Long.MAX_VALUE, allowed, secret);
    }

    /** Adds the limits to a schema, under the two names that they have for this type. */
    void describe(JsonObjectBuilder schema, String least, String greatest) {
        if (min != Long.MIN_VALUE) {
            schema.add(least, min);
        }
        if (max != Long.MAX_VALUE) {
            schema.add(greatest, max);
        }
    }

    /** Checks a number, or a length that is counted in {@code unit}. */
    void check(String path, double size, String unit) {
        if (size < min || size > max) {
            throw Problem.invalid(path, "must " + (unit.isEmpty() ? "be " : "have ") + range() + unit);
        }
    }

    private String range() {
        if (max == Long.MAX_VALUE) {
            return "at least " + min;
        }
        return min == Long.MIN_VALUE ? "at most " + max : "from " + min + " to " + max;
    }

    /** The choice is not among those there are. */
    Problem notAllowed(String path, String came, List<String> choices) {
        String hint = secret
                ? ""
                : Names.nearest(came, choices)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
        String shown = secret || came.length() > SHOWN ? "another text" : "\"" + Names.shown(came) + "\"";
        return Problem.invalid(path, "must be one of " + String.join(", ", choices) + "; " + shown + " came" + hint);
    }

    /** What is needed is not what came. */
    static Problem wrong(String path, String needed, JsonValue came) {
        return Problem.invalid(path, "must be " + needed + "; " + kind(came) + " came");
    }

    private static String kind(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> ((JsonString) value).getString().isEmpty() ? "an empty text" : "a text";
            case NUMBER -> ((JsonNumber) value).isIntegral() ? "an integer" : "a number";
            case TRUE, FALSE, NULL -> value.getValueType().name().toLowerCase(Locale.ROOT);
        };
    }
}
