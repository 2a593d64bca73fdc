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

    private final Shape<? extends Record> result;

    Merged(Shape<? extends Record> result) {
        this.result = result;
    }

    /**
     * The rows of all, the newest first, each with the {@code project_id} it belongs to.
     *
     * @param rows the field that holds them
     * @param by the field of a row that tells how new it is; empty if the rows of a project stay together
     * @param limit the most rows
     */
    JsonObject rows(String rows, String by, Map<Namespace, JsonObject> answers, int limit) {
        List<JsonObject> all = new ArrayList<>();
        answers.forEach((project, answer) ->
                answer.getJsonArray(rows).forEach(row -> all.add(attributed(row.asJsonObject(), project))));
        if (!by.isEmpty()) {
            all.sort(Comparator.comparing(row -> row.get(by), Merged::newerFirst));
        }
        boolean truncated = all.size() > limit
                || answers.values().stream().anyMatch(answer -> answer.getBoolean("truncated", false));
        return answer(rows, all.stream().limit(limit).toList(), truncated);
    }

    private JsonObject answer(String rows, List<JsonObject> shown, boolean truncated) {
        JsonObjectBuilder merged = JsonTree.JSON.createObjectBuilder();
        if (result.has("count")) {
            merged.add("count", shown.size());
        }
        JsonArrayBuilder array = JsonTree.JSON.createArrayBuilder();
        shown.forEach(array::add);
        merged.add(rows, array);
        if (result.has("truncated")) {
            merged.add("truncated", truncated);
        }
        if (truncated && result.has("hint")) {
            merged.add("hint", MORE);
        }
        return merged.build();
    }

    /** Whole answers side by side, for tools that list nothing. */
    static JsonObject projects(Map<Namespace, JsonObject> answers) {
        JsonArrayBuilder projects = JsonTree.JSON.createArrayBuilder();
        answers.forEach((project, answer) -> {
            JsonObjectBuilder one = JsonTree.JSON
                    .createObjectBuilder()
                    .add("project_id", project.projectId())
                    .add("slug", project.name());
            answer.forEach(one::add);
            projects.add(one);
        });
        return JsonTree.JSON.createObjectBuilder().add("projects", projects).build();
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
