package io.cairo.tool;

import io.cairo.access.Namespace;
import io.cairo.base.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer made of those that a tool gave for several projects. */
final class Merged {
    private static final String MORE =
            "There are more: narrow the question, raise limit, or name one project, whose list goes on with cursor";

    /** What is left for the brackets around the projects, of what a result may have. */
    private static final int SPARE = 1_000;

    private static final int LEVEL = 2;

    private final Shape<? extends Record> result;
    private final String name;
    private final List<JsonObject> rows = new ArrayList<>();
    private final boolean truncated;

    /**
     * The rows of all, the newest first, each with the {@code project_id} it belongs to.
     *
     * @param name the field that holds them
     * @param by the field of a row that tells how new it is; empty if the rows of a project stay together
     */
    Merged(Shape<? extends Record> result, String name, String by, Map<Namespace, JsonObject> answers) {
        this.result = result;
        this.name = name;
        answers.forEach((project, answer) ->
                answer.getJsonArray(name).forEach(row -> rows.add(attributed(row.asJsonObject(), project))));
        if (!by.isEmpty()) {
            rows.sort(Comparator.comparing(row -> row.get(by), Merged::newerFirst));
        }
        truncated = answers.values().stream().anyMatch(answer -> answer.getBoolean("truncated", false));
    }

    /** The answer with at most so many of the rows. */
    JsonObject first(int limit) {
        return answer(rows.stream().limit(limit).toList(), truncated || rows.size() > limit);
    }

    private JsonObject answer(List<JsonObject> shown, boolean more) {
        JsonObjectBuilder merged = JsonTree.JSON.createObjectBuilder();
        if (result.has("count")) {
            merged.add("count", shown.size());
        }
        JsonArrayBuilder array = JsonTree.JSON.createArrayBuilder();
        shown.forEach(array::add);
        merged.add(name, array);
        if (result.has("truncated")) {
            merged.add("truncated", more);
        }
        if (more && result.has("hint")) {
            merged.add("hint", MORE);
        }
        return merged.build();
    }

    /** Whole answers side by side, for tools that list nothing; as many as an agent can take in. */
    static JsonObject projects(Map<Namespace, JsonObject> answers) {
        JsonArrayBuilder projects = JsonTree.JSON.createArrayBuilder();
        long left = Bound.MOST - SPARE;
        for (Map.Entry<Namespace, JsonObject> answer : answers.entrySet()) {
            JsonObject one = project(answer.getKey(), answer.getValue());
            left -= SentSize.of(one, LEVEL) + SentSize.place(LEVEL);
            if (left < 0) {
                return projects(projects, true);
            }
            projects.add(one);
        }
        return projects(projects, false);
    }

    private static JsonObject projects(JsonArrayBuilder projects, boolean more) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("projects", projects)
                .add("truncated", more)
                .build();
    }

    private static JsonObject project(Namespace project, JsonObject answer) {
        JsonObjectBuilder one = JsonTree.JSON
                .createObjectBuilder()
                .add("project_id", project.projectId())
                .add("slug", project.name());
        answer.forEach(one::add);
        return one.build();
    }

    private static JsonObject attributed(JsonObject row, Namespace project) {
        JsonObjectBuilder attributed = JsonTree.JSON.createObjectBuilder().add("project_id", project.projectId());
        row.forEach(attributed::add);
        return attributed.build();
    }

    /** Times are texts that sort as they are; a row without the field comes last. */
    private static int newerFirst(@Nullable JsonValue one, @Nullable JsonValue other) {
        if (one instanceof JsonString text && other instanceof JsonString otherText) {
            return otherText.getString().compareTo(text.getString());
        }
        if (one instanceof JsonNumber number && other instanceof JsonNumber otherNumber) {
            return otherNumber.bigDecimalValue().compareTo(number.bigDecimalValue());
        }
        return Boolean.compare(one == null, other == null);
    }
}
