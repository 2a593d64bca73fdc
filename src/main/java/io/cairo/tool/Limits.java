package io.cairo.tool;

import io.cairo.base.Problem;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
            String came = BigDecimal.valueOf(size).stripTrailingZeros().toPlainString();
            String verb = unit.isEmpty() ? "be " : "have ";
            String shown = secret || came.length() > SHOWN ? "another" : came;
            throw Problem.invalid(path, "must " + verb + range() + unit + "; " + shown + " came")
                    .received(shown)
                    .next("send " + (size < min ? "at least " + min : "at most " + max) + unit);
        }
    }

    /** A kind of number with its limits, in words: {@code an integer from 1 to 100}. */
    String within(String kind) {
        return isOpen() ? kind : kind + " " + range();
    }

    /** A kind of value with the limits of its length, in words: {@code a text of 1 to 5 characters}. */
    String within(String kind, String unit) {
        return isOpen() ? kind : kind + " of " + range().replace("from ", "") + unit;
    }

    private boolean isOpen() {
        return min == Long.MIN_VALUE && max == Long.MAX_VALUE;
    }

    private String range() {
        if (max == Long.MAX_VALUE) {
            return "at least " + min;
        }
        return min == Long.MIN_VALUE ? "at most " + max : "from " + min + " to " + max;
    }

    /** The choice is not among those there are. */
    Problem notAllowed(String path, String came, List<String> choices) {
        Optional<String> near = secret ? Optional.empty() : Names.nearest(came, choices);
        Problem problem = notForm(path, oneOf(choices), came, near.map(word -> "; did you mean " + word + "?"))
                .allowed(choices);
        return near.map(word -> problem.next("send " + word)).orElse(problem);
    }

    static String oneOf(List<String> choices) {
        return "one of " + String.join(", ", choices);
    }

    /** The text that came is not of the form that is needed; it is told back if it cannot be anything personal. */
    Problem notForm(String path, String needed, String came, Optional<String> hint) {
        boolean tellable = !secret && Names.isWord(came);
        String shown = tellable ? "\"" + came + "\"" : "another text";
        Problem problem = Problem.invalid(path, "must be " + needed + "; " + shown + " came" + hint.orElse(""))
                .next("send " + needed);
        return tellable ? problem.received(came) : problem;
    }

    /** What is needed is not what came. */
    static Problem wrong(String path, String needed, JsonValue came) {
        return Problem.invalid(path, "must be " + needed + "; " + kind(came) + " came")
                .received(kind(came))
                .next("send " + needed);
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
