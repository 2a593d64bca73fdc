package io.cairo.destination.rule;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a field lies in an event: names of objects and at last of the field, with dots between them, as {@code
 * properties.cart.total}. Lists are values as a whole.
 */
record FieldPath(List<String> names) {
    private static final int DEEPEST = 16;

    /**
     * @param field to name in the sentence
     * @throws Problem INVALID_ARGUMENT if it is no path
     */
    static FieldPath of(String field, String path) {
        List<String> names = List.of(path.split("\\.", -1));
        if (names.stream().anyMatch(String::isBlank) || names.size() > DEEPEST) {
            throw Problem.invalid(
                    field, "must be names with dots between them, at most " + DEEPEST + ", such as properties.plan");
        }
        return new FieldPath(names);
    }

    /** The field's value; empty if it is not there, or null. */
    Optional<JsonValue> in(JsonObject event) {
        JsonValue value = event;
        for (String name : names) {
            if (!(value instanceof JsonObject object) || !object.containsKey(name)) {
                return Optional.empty();
            }
            value = object.get(name);
        }
        return value == JsonValue.NULL ? Optional.empty() : Optional.of(value);
    }

    /** The event without the field. */
    JsonObject removedFrom(JsonObject event) {
        String name = names.get(0);
        if (names.size() == 1) {
            return JsonTree.JSON.createObjectBuilder(event).remove(name).build();
        }
        return event.get(name) instanceof JsonObject inner
                ? JsonTree.JSON
                        .createObjectBuilder(event)
                        .add(name, rest().removedFrom(inner))
                        .build()
                : event;
    }

    /**
     * The event with the field; objects that lead to it come into being.
     *
     * @throws Unmappable if something that is no object lies on the way
     */
    JsonObject writtenTo(JsonObject event, JsonValue value) throws Unmappable {
        JsonObjectBuilder changed = JsonTree.JSON.createObjectBuilder(event);
        String name = names.get(0);
        if (names.size() == 1) {
            return changed.add(name, value).build();
        }
        JsonValue inner = event.getOrDefault(name, JsonValue.NULL);
        if (inner != JsonValue.NULL && !(inner instanceof JsonObject)) {
            throw new Unmappable(name + " is no object, so nothing can be written into it");
        }
        JsonObject object = inner == JsonValue.NULL ? JsonValue.EMPTY_JSON_OBJECT : inner.asJsonObject();
        return changed.add(name, rest().writtenTo(object, value)).build();
    }

    /** The field beside this one that has another name. */
    FieldPath beside(String name) {
        List<String> others = new ArrayList<>(names);
        others.set(others.size() - 1, name);
        return new FieldPath(List.copyOf(others));
    }

    /** Whether the other is this field or lies in it. */
    boolean contains(FieldPath other) {
        return other.names.size() >= names.size()
                && other.names.subList(0, names.size()).equals(names);
    }

    private FieldPath rest() {
        return new FieldPath(names.subList(1, names.size()));
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
