package io.cairo.tool;

import io.cairo.access.Namespace;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which projects, as namespaces are called at the account endpoint, a call is about; all that are visible if it says none. */
record Selection(
        @Doc("Only this project; default: all") @Nullable String projectId,

        @Doc("The same by slug") @Nullable String projectSlug,

        @Doc(value = "Only these projects", min = 1, max = 1_000) @Nullable
        List<String> projectIds) {

    static final Shape<Selection> SHAPE = Shape.of(Selection.class);

    /** The part of a call's arguments that selects. */
    static Selection of(JsonObject arguments) {
        return SHAPE.decode(picked(arguments, true));
    }

    /** The other part. */
    static JsonObject without(JsonObject arguments) {
        return picked(arguments, false);
    }

    private static JsonObject picked(JsonObject arguments, boolean selecting) {
        JsonObjectBuilder picked = JsonTree.JSON.createObjectBuilder();
        arguments.forEach((name, value) -> {
            if (SHAPE.has(name) == selecting) {
                picked.add(name, value);
            }
        });
        return picked.build();
    }

    /**
     * The projects that are meant, in the order of those visible.
     *
     * @throws Problem NO_PROJECTS_VISIBLE, UNKNOWN_PROJECT_ID, UNKNOWN_PROJECT_SLUG, or INVALID_ARGUMENT if more than one
     *     argument selects
     */
    List<Namespace> among(List<Namespace> visible) {
        if (Stream.of(projectId, projectSlug, projectIds)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw Problem.invalid("project_id", "send only one of project_id, project_slug and project_ids");
        }
        if (visible.isEmpty()) {
            throw new Problem(
                    Problem.Code.NO_PROJECTS_VISIBLE,
                    "This key can see no project: there is none until a first event or create_namespace makes it");
        }
        if (projectSlug != null) {
            Function<Namespace, String> slug = Namespace::name;
            return found(visible, slug, List.of(projectSlug), "project_slug", Problem.Code.UNKNOWN_PROJECT_SLUG);
        }
        if (projectId != null) {
            return byId(visible, List.of(projectId), "project_id");
        }
        return projectIds == null ? visible : byId(visible, projectIds, "project_ids");
    }

    private static List<Namespace> byId(List<Namespace> visible, List<String> wanted, String field) {
        return found(visible, Namespace::projectId, wanted, field, Problem.Code.UNKNOWN_PROJECT_ID);
    }

    private static List<Namespace> found(
            List<Namespace> visible,
            Function<Namespace, String> name,
            List<String> wanted,
            String field,
            Problem.Code unknown) {
        Set<String> missing = new LinkedHashSet<>(wanted);
        List<Namespace> found = new ArrayList<>();
        for (Namespace namespace : visible) {
            if (missing.remove(name.apply(namespace))) {
                found.add(namespace);
            }
        }
        for (String none : missing) {
            throw Problem.of(
                            unknown,
                            field,
                            "no project that this key can see is called \"%s\"; list_projects tells which there are"
                                    .formatted(Names.shown(none)))
                    .next("list_projects");
        }
        return found;
    }
}
