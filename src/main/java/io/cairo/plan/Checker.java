package io.cairo.plan;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import io.cairo.base.JsonTree;
import io.cairo.plan.Finding.Kind;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One schema, compiled. What it finds is said in words of our own: the library's tell values of the event, and those are
 * somebody's. Safe for many threads.
 */
final class Checker {
    private static final URI NAME = URI.create("urn:cairo:rule");
    private static final int MOST = 20;
    private static final int LONGEST = 200;

    /** They only say that something within them failed, which says so itself. */
    private static final Set<String> OUTER = Set.of("allOf", "$ref", "then", "else", "if", "dependentSchemas");

    private final JsonObject schema;
    private final Validator validator;

    Checker(JsonObject schema) {
        this.schema = schema;
        this.validator = Drafts.with(NAME, schema);
    }

    /**
     * Everything that is wrong with an event, at most {@value #MOST} things; empty if it is right.
     *
     * @throws Budget.Exceeded if it takes more than it may
     */
    List<Finding> check(JsonObject event) {
        return new Budget().within(() -> {
            Validator.Result result = validator.validate(NAME, (Object) event);
            return result.isValid() ? List.of() : findings(result.getErrors(), event);
        });
    }

    private List<Finding> findings(List<Error> errors, JsonObject event) {
        Set<Finding> found = new LinkedHashSet<>();
        for (Error error : errors) {
            if (found.size() < MOST && !isPartOfAChoice(error)) {
                findings(error, event).forEach(found::add);
            }
        }
        if (found.isEmpty()) {
            found.add(new Finding(Kind.INVALID_VALUE, "schema", "", "The event does not match the schema"));
        }
        return found.stream().limit(MOST).toList();
    }

    /** What fails in one branch of a choice says nothing yet; that all branches failed is said by the choice. */
    private static boolean isPartOfAChoice(Error error) {
        String path = error.getEvaluationPath();
        return Stream.of("/anyOf/", "/oneOf/", "/not/", "/if/", "/contains/").anyMatch(path::contains);
    }

    private List<Finding> findings(Error error, JsonObject event) {
        String keyword = error.getKeyword();
        String field = field(error.getInstanceLocation());
        if (keyword == null) {
            return List.of(
                    new Finding(Kind.UNKNOWN_PROPERTY, "additionalProperties", field, field + " is not allowed"));
        }
        if (OUTER.contains(keyword)) {
            return List.of();
        }
        return switch (keyword) {
            case "required" -> missing(error, event, field);
            case "type" -> List.of(new Finding(Kind.WRONG_TYPE, keyword, field, wrongType(error, event, field)));
            default ->
                List.of(new Finding(Kind.INVALID_VALUE, keyword, field, named(field) + " does not satisfy " + keyword));
        };
    }

    private List<Finding> missing(Error error, JsonObject event, String field) {
        List<Finding> missing = new ArrayList<>();
        JsonValue holder = at(event, error.getInstanceLocation());
        if (place(error) instanceof JsonObject place
                && place.get("required") instanceof JsonArray names
                && holder instanceof JsonObject object) {
            for (JsonString name : names.getValuesAs(JsonString.class)) {
                if (!object.containsKey(name.getString())) {
                    String full = shortened(field.isEmpty() ? name.getString() : field + "." + name.getString());
                    missing.add(new Finding(Kind.MISSING_FIELD, "required", full, full + " is required"));
                }
            }
        }
        return missing.isEmpty()
                ? List.of(new Finding(Kind.MISSING_FIELD, "required", field, named(field) + " misses what is required"))
                : missing;
    }

    private String wrongType(Error error, JsonObject event, String field) {
        String got = kind(at(event, error.getInstanceLocation()));
        String wanted = place(error) instanceof JsonObject place && place.containsKey("type")
                ? String.valueOf(place.get("type")).replace("\"", "")
                : "another type";
        return "%s must be %s, got %s".formatted(named(field), wanted, got);
    }

    /** The schema that the error comes from. */
    private JsonValue place(Error error) {
        String location = error.getSchemaLocation();
        int hash = location.indexOf('#');
        return hash < 0 ? JsonValue.NULL : at(schema, location.substring(hash + 1));
    }

    private static JsonValue at(JsonStructure tree, String pointer) {
        try {
            return JsonTree.JSON.createPointer(pointer).getValue(tree);
        } catch (JsonException e) {
            return JsonValue.NULL;
        }
    }

    static String kind(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE, FALSE -> "boolean";
            case ARRAY, OBJECT, STRING, NUMBER, NULL ->
                value.getValueType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String named(String field) {
        return field.isEmpty() ? "The event" : field;
    }

    /** A place in a list is any place: violations of one kind are counted together. */
    private static String field(String pointer) {
        StringBuilder field = new StringBuilder();
        for (String part : pointer.split("/", -1)) {
            if (!part.isEmpty()) {
                String name = part.replace("~1", "/").replace("~0", "~");
                field.append(field.length() == 0 ? "" : ".")
                        .append(name.chars().allMatch(Character::isDigit) ? "*" : name);
            }
        }
        return shortened(field.toString());
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
