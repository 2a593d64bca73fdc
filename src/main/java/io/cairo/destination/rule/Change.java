package io.cairo.destination.rule;

import io.cairo.base.Problem;
import io.cairo.tool.Doc;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of a mapping. A field that is not there is left alone; one that is there already is replaced. */
public record Change(
        @Doc(
                "rename gives a field another name in its place, move another place, drop takes it out, set writes a constant")
        Op op,

        @Doc("The field, such as properties.plan") String path,

        @Doc("For rename the new name, for move the new path") @Nullable
        String to,

        @Doc("For set, any JSON value") @Nullable JsonValue value) {

    /** What a step does. */
    public enum Op {
        RENAME,
        MOVE,
        DROP,
        SET
    }

    /** Delivery tells events and their second deliveries by these. */
    private static final Set<String> FIXED = Set.of("type", "messageId");

    private static final Set<String> TEXTS = Set.of("event", "name", "userId", "anonymousId", "groupId", "previousId");

    /** @throws Problem INVALID_ARGUMENT if the step could be done to no event */
    public Change {
        FieldPath from = FieldPath.of("path", path);
        checkFree("path", from);
        if (op == Op.RENAME || op == Op.MOVE) {
            checkTarget(op, from, to);
        } else if (to != null) {
            throw Problem.invalid("to", "belongs to rename and move; leave it out")
                    .next("leave to out");
        }
        if ((op == Op.SET) != (value != null)) {
            throw Problem.invalid(
                    "value", op == Op.SET ? "is missing; set needs a JSON value" : "belongs to set; leave it out");
        }
        if (value != null && TEXTS.contains(path) && !(value instanceof JsonString)) {
            throw Problem.invalid("value", "must be a text, since " + path + " is one");
        }
    }

    private static void checkTarget(Op op, FieldPath from, @Nullable String to) {
        if (to == null) {
            throw Problem.invalid("to", op == Op.RENAME ? "is missing; the new name" : "is missing; the new path");
        }
        if (op == Op.RENAME && to.contains(".")) {
            throw Problem.invalid("to", "must be a name without dots; move takes a field to another place");
        }
        FieldPath target = op == Op.RENAME ? from.beside(FieldPath.of("to", to).toString()) : FieldPath.of("to", to);
        checkFree("to", target);
        if (from.contains(target)) {
            throw Problem.invalid("to", "must not be the field itself, nor lie in it");
        }
    }

    private static void checkFree(String field, FieldPath path) {
        String first = path.names().get(0);
        if (FIXED.contains(first)) {
            throw Problem.invalid(field, first + " cannot be mapped; delivery needs it as it is");
        }
    }

    /** The event with the step done. */
    JsonObject applied(JsonObject event) throws Unmappable {
        FieldPath from = FieldPath.of("path", path);
        if (op == Op.SET) {
            return from.writtenTo(event, Objects.requireNonNull(value));
        }
        Optional<JsonValue> found = from.in(event);
        if (found.isEmpty()) {
            return event;
        }
        JsonObject without = from.removedFrom(event);
        return op == Op.DROP ? without : target(from).writtenTo(without, found.get());
    }

    private FieldPath target(FieldPath from) {
        String target = String.valueOf(to);
        return op == Op.RENAME ? from.beside(target) : FieldPath.of("to", target);
    }
}
