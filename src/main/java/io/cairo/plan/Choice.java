package io.cairo.plan;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonCursor;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Values of which one must stand at a place, as far as it is told at once that it does.
 *
 * @param scalars texts, longs, and the tokens of what has one value only
 */
record Choice(Set<Object> scalars) {
    /** Lists, objects and fractions among the values are never found. */
    static Choice of(List<JsonValue> values) {
        Set<Object> scalars = new HashSet<>();
        for (JsonValue value : values) {
            switch (value.getValueType()) {
                case STRING -> scalars.add(((JsonString) value).getString());
                case NUMBER -> SimpleSchema.whole((JsonNumber) value).ifPresent(scalars::add);
                case TRUE -> scalars.add(JsonToken.VALUE_TRUE);
                case FALSE -> scalars.add(JsonToken.VALUE_FALSE);
                case NULL -> scalars.add(JsonToken.VALUE_NULL);
                case ARRAY, OBJECT -> {}
            }
        }
        return new Choice(scalars);
    }

    /** What is in both. */
    Choice and(Choice other) {
        Set<Object> both = new HashSet<>(scalars);
        both.retainAll(other.scalars);
        return new Choice(both);
    }

    /** Whether the value is surely among them; the cursor stands on its token. */
    boolean has(JsonCursor cursor, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> scalars.contains(cursor.text());
            case VALUE_NUMBER_INT -> scalars.contains(cursor.whole());
            default -> scalars.contains(token);
        };
    }
}
