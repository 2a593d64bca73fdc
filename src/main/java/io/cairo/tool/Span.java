package io.cairo.tool;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A reading tool asked of several namespaces at once, which are called projects then: each is asked as if by a key of its
 * own, and the answers become one. Rows that a tool marks {@link Rows} are merged, what else it answers stands side by side.
 * What is found in some projects only is no failure.
 */
@ApplicationScoped
public class Span {
    private static final String NAMESPACE = "namespace";
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final String PROJECTS = "projects";
    private static final String TRUNCATED = "truncated";
    private static final int USUAL = 20;

    @Inject
    Namespaces namespaces;

    /** The rows of a result: the field that holds them, and the one of a row that tells how new it is. */
    private record Listing(String rows, String by) {
        static Optional<Listing> of(ToolEntry entry) {
            return Arrays.stream(entry.method().getReturnType().getRecordComponents())
                    .filter(component -> component.isAnnotationPresent(Rows.class))
                    .findFirst()
                    .map(component -> new Listing(
                            Names.snake(component.getName()),
                            component.getAnnotation(Rows.class).by()));
        }
    }

    /**
     * Whether a tool can be asked of several namespaces: it reads one. That is told by its argument {@code namespace}, which
     * every tool has that reads a namespace's data, since a key of the whole tenant could not say which otherwise.
     */
    public boolean spans(ToolEntry entry) {
        return entry.hints(Tool.Hint.READ_ONLY)
                && entry.right() == Right.READ
                && entry.arguments().has(NAMESPACE)
                && !entry.answersInBlocks();
    }

    /** The JSON Schema of what {@link #call} takes: the tool's own with projects in place of the namespace. */
    public JsonObject schema(ToolEntry entry) {
        JsonObject own = entry.arguments().schema();
        JsonObjectBuilder properties = JsonTree.JSON.createObjectBuilder(own.getJsonObject("properties"));
        properties.remove(NAMESPACE);
        if (entry.arguments().has(LIMIT)) {
            properties.add(LIMIT, limit(own.getJsonObject("properties").getJsonObject(LIMIT)));
        }
        Selection.SHAPE.schema().getJsonObject("properties").forEach(properties::add);
        return JsonTree.JSON
                .createObjectBuilder(own)
                .add("properties", properties)
                .build();
    }

    private static JsonObject limit(JsonObject own) {
        String text = "How many over all projects; default " + usual(own);
        return JsonTree.JSON.createObjectBuilder(own).add("description", text).build();
    }

    private static int usual(JsonObject limit) {
        return Math.min(USUAL, limit.getInt("maximum", USUAL));
    }

    /** The JSON Schema of what {@link #call} gives, in few words. */
    public JsonObject outputSchema(ToolEntry entry) {
        Optional<Listing> listing = Listing.of(entry);
        if (listing.isEmpty()) {
            return projectsSchema();
        }
        JsonObject own = entry.result().answerSchema();
        Set<String> always = Set.of("count", TRUNCATED, listing.get().rows());
        JsonArrayBuilder required = JsonTree.JSON.createArrayBuilder();
        own.getJsonArray("required").getValuesAs(JsonString::getString).stream()
                .filter(always::contains)
                .forEach(required::add);
        return JsonTree.JSON.createObjectBuilder(own).add("required", required).build();
    }

    private static JsonObject projectsSchema() {
        JsonObject list = JsonTree.JSON
                .createObjectBuilder()
                .add("type", "array")
                .add("items", JsonTree.JSON.createObjectBuilder().add("type", "object"))
                .build();
        return JsonTree.JSON
                .createObjectBuilder()
                .add("type", "object")
                .add(
                        "properties",
                        JsonTree.JSON
                                .createObjectBuilder()
                                .add(PROJECTS, list)
                                .add(
                                        TRUNCATED,
                                        JsonTree.JSON.createObjectBuilder().add("type", "boolean")))
                .add(
                        "required",
                        JsonTree.JSON.createArrayBuilder().add(PROJECTS).add(TRUNCATED))
                .build();
    }

    /**
     * Asks the tool for each project that the arguments select, or for all that the caller can see. One project's rows come
     * as the tool gives them; those of several carry {@code project_id}.
     *
     * @param entry one that {@link #spans}
     * @param arguments as {@link #schema} says
     * @param done told how many projects have answered, after each
     * @throws Problem NO_PROJECTS_VISIBLE, UNKNOWN_PROJECT_ID, UNKNOWN_PROJECT_SLUG, INVALID_ARGUMENT, or what the tool
     *     throws; NOT_FOUND only if it throws that for every project
     */
    public JsonObject call(Caller caller, ToolEntry entry, JsonObject arguments, IntConsumer done) {
        if (arguments.containsKey(NAMESPACE)) {
            throw Problem.invalid(NAMESPACE, "no such argument here; name a project by project_slug or project_id");
        }
        Selection selection = Selection.of(arguments);
        JsonObject own = own(entry, Selection.without(arguments));
        Record decoded = entry.decode(own);
        List<Namespace> projects = selection.among(namespaces.visible(caller));
        if (projects.size() > 1 && own.containsKey(CURSOR)) {
            throw Problem.invalid(CURSOR, "continues the list of one project; name it by project_id or project_slug");
        }
        Map<Namespace, JsonObject> answers = answers(caller, entry, decoded, projects, done);
        int limit = own.getInt(LIMIT, Integer.MAX_VALUE);
        return Listing.of(entry)
                .map(listing -> projects.size() == 1
                        ? answers.values().iterator().next()
                        : merged(entry, listing, answers, limit))
                .orElseGet(() -> Merged.projects(answers));
    }

    /** Each answer is bounded by itself; all of them together may still be too large. */
    private static JsonObject merged(ToolEntry entry, Listing listing, Map<Namespace, JsonObject> answers, int limit) {
        Merged merged = new Merged(entry.result(), listing.rows(), listing.by(), answers);
        return Bound.ofResult(entry.result()).orElseThrow().paged(merged.first(limit), merged::first);
    }

    /** The tool's arguments, with the limit that counts where none was named. */
    private static JsonObject own(ToolEntry entry, JsonObject arguments) {
        JsonValue named = arguments.get(LIMIT);
        if (!entry.arguments().has(LIMIT) || (named != null && named != JsonValue.NULL)) {
            return arguments;
        }
        JsonObject limit =
                entry.arguments().schema().getJsonObject("properties").getJsonObject(LIMIT);
        return JsonTree.JSON
                .createObjectBuilder(arguments)
                .add(LIMIT, usual(limit))
                .build();
    }

    private static Map<Namespace, JsonObject> answers(
            Caller caller, ToolEntry entry, Record decoded, List<Namespace> projects, IntConsumer done) {
        Map<Namespace, JsonObject> answers = new LinkedHashMap<>();
        @Nullable Problem missing = null;
        int count = 0;
        for (Namespace project : projects) {
            try {
                answers.put(project, entry.call(pinned(caller, project), decoded));
            } catch (Problem e) {
                if (e.code() != Problem.Code.NOT_FOUND) {
                    throw e;
                }
                missing = e;
            }
            done.accept(++count);
        }
        if (answers.isEmpty() && missing != null) {
            throw missing;
        }
        return answers;
    }

    private static Caller pinned(Caller caller, Namespace project) {
        return new Caller(caller.keyId(), caller.kind(), caller.role(), caller.tenant(), project.name());
    }
}
