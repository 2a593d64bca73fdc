package io.cairo.plan;

import dev.harrel.jsonschema.Error;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/** Whether a schema may be part of a plan: it is one, it is small, and it refers to nothing but itself. */
final class SchemaCheck {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_LEVELS = 32;
    private static final int MOST_SCHEMAS = 1_000;
    private static final int MOST_PATTERNS = 50;

    /** Their members are schemas, whatever these are called. */
    private static final Set<String> BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies");

    /** What they hold is data. */
    private static final Set<String> DATA = Set.of("enum", "const", "default", "examples", "labels");

    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

    private final JsonObject root;
    private int schemas;
    private int patterns;

    private SchemaCheck(JsonObject root) {
        this.root = root;
    }

    /** @throws Problem INVALID_ARGUMENT, which names the place in the schema and what is wrong there */
    static void check(Rule rule) {
        JsonObject schema = rule.schema();
        int bytes = JsonText.bytes(schema).length;
        if (bytes > MOST_BYTES) {
            throw Problem.invalid(
                    rule.path(), "has %d bytes as a schema, at most %d are allowed".formatted(bytes, MOST_BYTES));
        }
        new SchemaCheck(schema).walk(schema, rule.path(), 0);
        byItsDraft(rule);
        canned(rule);
    }

    private void walk(JsonValue value, String path, int level) {
        if (level > MOST_LEVELS) {
            throw Problem.invalid(path, "nests deeper than the %d levels allowed".formatted(MOST_LEVELS));
        }
        if (value instanceof JsonArray list) {
            for (int i = 0; i < list.size(); i++) {
                walk(list.get(i), path + "[" + i + "]", level + 1);
            }
        } else if (value instanceof JsonObject schema) {
            schema(schema, path, level);
        }
    }

    private void schema(JsonObject schema, String path, int level) {
        if (++schemas > MOST_SCHEMAS) {
            throw Problem.invalid(path, "is one schema too many: a rule has at most %d".formatted(MOST_SCHEMAS));
        }
        for (Map.Entry<String, JsonValue> keyword : schema.entrySet()) {
            String name = keyword.getKey();
            String at = path + "." + name;
            keyword(name, keyword.getValue(), at, level);
            if (BY_NAME.contains(name) && keyword.getValue() instanceof JsonObject members) {
                members.forEach((member, inner) -> {
                    if (name.equals("patternProperties")) {
                        pattern(member, at);
                    }
                    walk(inner, at + "." + member, level + 1);
                });
            } else if (!DATA.contains(name)) {
                walk(keyword.getValue(), at, level + 1);
            }
        }
    }

    private void keyword(String name, JsonValue value, String at, int level) {
        if (!(value instanceof JsonString text)) {
            return;
        }
        if (REFERENCES.contains(name)) {
            reference(text.getString(), at);
        } else if (name.equals("pattern")) {
            pattern(text.getString(), at);
        } else if ((name.equals("$id") || name.equals("$schema")) && level > 0) {
            throw Problem.invalid(at, "can stand at the top of a schema only; leave it out");
        }
    }

    private void reference(String reference, String at) {
        if (!reference.startsWith("#")) {
            throw Problem.invalid(at, "must refer to a place in the same schema, as #/$defs/…; nothing is loaded");
        }
        if (reference.startsWith("#/") && !resolves(reference.substring(1))) {
            throw Problem.invalid(at, "refers to a place that the schema does not have");
        }
    }

    private boolean resolves(String pointer) {
        try {
            return JsonTree.JSON.createPointer(pointer).containsValue(root);
        } catch (JsonException e) {
            return false;
        }
    }

    private void pattern(String pattern, String at) {
        if (++patterns > MOST_PATTERNS) {
            throw Problem.invalid(at, "is one pattern too many: a rule has at most %d".formatted(MOST_PATTERNS));
        }
        try {
            LinearPatterns.compile(pattern);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(at, String.valueOf(e.getMessage()));
        }
    }

    /** The deepest of the draft's complaints is the one that says what is wrong. */
    private static void byItsDraft(Rule rule) {
        String draft = rule.schema().getString("$schema", Drafts.DRAFT_2020);
        Drafts.judge(draft, rule.schema()).getErrors().stream()
                .filter(error -> error.getKeyword() != null)
                .max(Comparator.comparingInt(error -> depth(error.getInstanceLocation())))
                .ifPresent(error -> {
                    throw Problem.invalid(
                            rule.path() + error.getInstanceLocation().replace('/', '.'),
                            "is not as JSON Schema (%s) wants it: %s".formatted(draft, complaint(error)));
                });
    }

    private static int depth(String pointer) {
        return (int) pointer.chars().filter(c -> c == '/').count();
    }

    private static String complaint(Error error) {
        String text = String.valueOf(error.getError());
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    /** A schema that goes round in circles without looking at anything is found by letting it look. */
    private static void canned(Rule rule) {
        try {
            new Checker(rule.schema()).check(CannedEvent.of(rule));
        } catch (Budget.Exceeded e) {
            throw Problem.invalid(
                    rule.path(), "takes too many steps for a small event, or refers to itself in a circle");
        }
    }
}
