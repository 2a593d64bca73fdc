package io.cairo.plan;

import com.google.re2j.PatternSyntaxException;
import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The keywords of JSON Schema that use patterns, on an engine that never backtracks. */
final class LinearPatterns {
    private static final int LONGEST = 512;

    /** Characters of a pattern with all its counted repetitions written out. */
    private static final int LARGEST = 5_000;

    private static final java.util.regex.Pattern UNICODE = java.util.regex.Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final java.util.regex.Pattern REPEAT = java.util.regex.Pattern.compile("\\{(\\d+)(,(\\d*))?\\}");

    private LinearPatterns() {}

    /**
     * The pattern, ready for use.
     *
     * @throws IllegalArgumentException with what is wrong about it
     */
    static com.google.re2j.Pattern compile(String pattern) {
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "has %d characters, at most %d are allowed".formatted(pattern.length(), LONGEST));
        }
        if (size(pattern) > LARGEST) {
            throw new IllegalArgumentException("repeats too much within repetitions; lower the counts in {…}");
        }
        try {
            return com.google.re2j.Pattern.compile(UNICODE.matcher(pattern).replaceAll("\\\\x{$1}"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "is no pattern that runs in linear time (%s); look-around and back references are not supported"
                            .formatted(e.getDescription()),
                    e);
        }
    }

    /** How long the pattern is with its repetitions written out, roughly. */
    static long size(String pattern) {
        Deque<Long> groups = new ArrayDeque<>();
        Matcher repeat = REPEAT.matcher(pattern);
        long sum = 0;
        long last = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '(') {
                groups.push(sum);
                sum = 0;
            } else if (c == ')' && !groups.isEmpty()) {
                last = Math.max(1, sum);
                sum = groups.pop() + last;
            } else if (c == '{' && repeat.region(i, pattern.length()).lookingAt()) {
                sum += last * (times(repeat) - 1);
                last *= times(repeat);
                i = repeat.end() - 1;
            } else {
                i += c == '\\' ? 1 : 0;
                last = 1;
                sum++;
            }
            if (sum > LARGEST || last > LARGEST) {
                return LARGEST + 1L;
            }
        }
        return sum;
    }

    private static long times(Matcher repeat) {
        String least = repeat.group(1);
        String most = repeat.group(3);
        String counts = most == null || most.isEmpty() ? least : most;
        return counts.length() > 5 ? LARGEST : Math.max(1, Long.parseLong(counts));
    }

    /** {@code pattern}: a text has the pattern somewhere. */
    static final class Pattern implements Evaluator {
        private final com.google.re2j.Pattern pattern;

        Pattern(JsonNode node) {
            pattern = compile(node.asString());
        }

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            return !node.isString() || pattern.matcher(node.asString()).find() ? Result.success() : Result.failure("");
        }
    }

    /** {@code patternProperties}: what a property's name matches says how its value is checked. */
    static final class Properties implements Evaluator {
        private final Map<com.google.re2j.Pattern, String> schemas = new HashMap<>();

        Properties(SchemaParsingContext context, JsonNode node) {
            node.asObject().forEach((pattern, schema) -> schemas.put(compile(pattern), context.getAbsoluteUri(schema)));
        }

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            if (!node.isObject()) {
                return Result.success();
            }
            Set<String> evaluated = new LinkedHashSet<>();
            boolean valid = true;
            for (Map.Entry<String, JsonNode> property : node.asObject().entrySet()) {
                for (Map.Entry<com.google.re2j.Pattern, String> schema : schemas.entrySet()) {
                    if (schema.getKey().matcher(property.getKey()).find()) {
                        evaluated.add(property.getKey());
                        valid &= context.resolveInternalRefAndValidate(schema.getValue(), property.getValue());
                    }
                }
            }
            return valid ? Result.success(evaluated) : Result.failure();
        }
    }

    /**
     * {@code additionalProperties}: how the values of all other properties are checked. Which those are it tells from the
     * schema beside it, also where that has found something wrong.
     */
    static final class Others implements Evaluator {
        private final Set<String> named = new HashSet<>();
        private final List<com.google.re2j.Pattern> patterns = new ArrayList<>();
        private final String schema;

        Others(SchemaParsingContext context, JsonNode node) {
            Map<String, JsonNode> beside = context.getCurrentSchemaObject();
            members(beside.get("properties")).forEach(named::add);
            members(beside.get("patternProperties")).forEach(pattern -> patterns.add(compile(pattern)));
            schema = context.getAbsoluteUri(node);
        }

        private static Set<String> members(@Nullable JsonNode node) {
            return node == null || !node.isObject() ? Set.of() : node.asObject().keySet();
        }

        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            if (!node.isObject()) {
                return Result.success();
            }
            Set<String> evaluated = new LinkedHashSet<>();
            boolean valid = true;
            for (Map.Entry<String, JsonNode> property : node.asObject().entrySet()) {
                if (isOther(property.getKey())) {
                    evaluated.add(property.getKey());
                    valid &= context.resolveInternalRefAndValidate(schema, property.getValue());
                }
            }
            return valid ? Result.success(evaluated) : Result.failure();
        }

        private boolean isOther(String name) {
            return !named.contains(name)
                    && patterns.stream()
                            .noneMatch(pattern -> pattern.matcher(name).find());
        }
    }
}
