package io.cairo.destination.rule;

import io.cairo.base.Problem;
import io.cairo.tool.Doc;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold of one field of an event. Numbers compare by their value, whatever they are written like. */
public record Condition(
        @Doc("The field, such as properties.plan or userId") String path,

        @Doc("contains: of a text a part, of a list an element")
        Op op,

        @Doc("What to compare with: a list for in, a number for gt, gte, lt, lte; none for exists and missing")
        @Nullable
        JsonValue value) {

    /** How a field is compared. */
    public enum Op {
        EQUALS,
        NOT_EQUALS,
        IN,
        NOT_IN,
        CONTAINS,
        STARTS_WITH,
        GT,
        GTE,
        LT,
        LTE,
        EXISTS,
        MISSING
    }

    /** @throws Problem INVALID_ARGUMENT if it could hold of no event, or says less than it needs */
    public Condition {
        FieldPath.of("path", path);
        String needed = needed(op, value);
        if (needed != null) {
            throw Problem.invalid("value", needed);
        }
    }

    private static @Nullable String needed(Op op, @Nullable JsonValue value) {
        return switch (op) {
            case EXISTS, MISSING -> value == null ? null : "leave it out; the condition compares with nothing";
            case IN, NOT_IN -> value instanceof JsonArray ? null : "must be a list of the values";
            case GT, GTE, LT, LTE -> value instanceof JsonNumber ? null : "must be a number";
            case STARTS_WITH -> value instanceof JsonString ? null : "must be a text";
            case EQUALS, NOT_EQUALS, CONTAINS -> value != null ? null : "is missing; what to compare with";
        };
    }

    /** Whether it holds. A field that is not there equals nothing, and is neither more nor less than anything. */
    boolean holds(JsonObject event) {
        Optional<JsonValue> found = FieldPath.of("path", path).in(event);
        return switch (op) {
            case EXISTS -> found.isPresent();
            case MISSING -> found.isEmpty();
            case NOT_EQUALS -> found.filter(field -> same(field, value)).isEmpty();
            case NOT_IN -> found.filter(this::isListed).isEmpty();
            case EQUALS -> found.filter(field -> same(field, value)).isPresent();
            case IN -> found.filter(this::isListed).isPresent();
            case CONTAINS -> found.filter(this::contains).isPresent();
            case STARTS_WITH -> found.filter(this::begins).isPresent();
            case GT, GTE, LT, LTE -> found.filter(this::compares).isPresent();
        };
    }

    private static boolean same(JsonValue field, @Nullable JsonValue value) {
        if (field instanceof JsonNumber number && value instanceof JsonNumber other) {
            return number.bigDecimalValue().compareTo(other.bigDecimalValue()) == 0;
        }
        return field.equals(value);
    }

    private boolean isListed(JsonValue field) {
        return value instanceof JsonArray list && list.stream().anyMatch(each -> same(field, each));
    }

    private boolean contains(JsonValue field) {
        if (field instanceof JsonArray list) {
            return list.stream().anyMatch(each -> same(each, value));
        }
        return field instanceof JsonString text
                && value instanceof JsonString part
                && text.getString().contains(part.getString());
    }

    private boolean begins(JsonValue field) {
        return field instanceof JsonString text
                && value instanceof JsonString start
                && text.getString().startsWith(start.getString());
    }

    private boolean compares(JsonValue field) {
        if (!(field instanceof JsonNumber number && value instanceof JsonNumber bound)) {
            return false;
        }
        int order = number.bigDecimalValue().compareTo(bound.bigDecimalValue());
        return switch (op) {
            case GT -> order > 0;
            case GTE -> order >= 0;
            case LT -> order < 0;
            default -> order <= 0;
        };
    }
}
