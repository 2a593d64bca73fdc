package io.cairo.docs;

import io.cairo.base.JsonTree;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The REST twin of a tool: where in a request each of its arguments goes. What is not in the path goes into the query where
 * a method has no body, else into the body.
 *
 * @param path with variables in braces: {@code /api/v2/keys/{id}}
 */
record Twin(ToolEntry entry, String method, String path) {
    private static final String PREFIX = "/api/v2";
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");
    private static final Set<String> BODILESS = Set.of("GET", "DELETE");

    /** The twin to recommend, if the tool has one. */
    static Optional<Twin> of(ToolEntry entry) {
        return all(entry).stream().findFirst();
    }

    /** All of a tool's twins, the one to recommend first. */
    static List<Twin> all(ToolEntry entry) {
        return entry.routes().stream()
                .map(route -> route.split(" ", 2))
                .map(route -> new Twin(entry, route[0], PREFIX + route[1]))
                .toList();
    }

    /** What it is called among operations: as the tool, where it is the twin to recommend; else that and its path. */
    String operation() {
        return Twin.of(entry).filter(this::equals).isPresent()
                ? entry.name()
                : entry.name()
                        + path.substring(PREFIX.length())
                                .replaceAll("[^a-z_]+", "_")
                                .replaceAll("_$", "");
    }

    List<String> variables() {
        List<String> variables = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(path);
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }
        return variables;
    }

    boolean hasBody() {
        return !BODILESS.contains(method);
    }

    /** Whether the answer to a call that made something is 201. */
    boolean creates() {
        return method.equals("POST") && entry.result().has("created");
    }

    /** The tool's schema, or an example of its arguments, without what the path says. */
    JsonObject withoutVariables(JsonObject fields) {
        JsonObjectBuilder rest = JsonTree.JSON.createObjectBuilder();
        List<String> variables = variables();
        fields.forEach((name, value) -> {
            if (!variables.contains(name)) {
                rest.add(name, value);
            }
        });
        return rest.build();
    }

    /** The path of a call with these arguments. */
    String filled(JsonObject arguments) {
        return VARIABLE.matcher(path)
                .replaceAll(variable -> Matcher.quoteReplacement(Curl.encoded(
                        Curl.plain(arguments.getOrDefault(variable.group(1), JsonValue.EMPTY_JSON_OBJECT)))));
    }
}
