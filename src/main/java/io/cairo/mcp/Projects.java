package io.cairo.mcp;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.context.Contents;
import io.cairo.context.Resources;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads a resource that each namespace has for every namespace, called a project, that an account key can see. */
final class Projects {
    /** Characters, about 20,000 tokens. */
    private static final int MOST = 78_000;

    private final Namespaces namespaces;

    Projects(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /**
     * What it holds in each project.
     *
     * @throws Problem NO_PROJECTS_VISIBLE, or what the resource throws
     */
    Contents read(Caller caller, String uri, Resources.Match match) {
        List<Namespace> projects = namespaces.visible(caller);
        if (projects.isEmpty()) {
            throw new Problem(Problem.Code.NO_PROJECTS_VISIBLE, "This key can see no project");
        }
        JsonArrayBuilder held = JsonTree.JSON.createArrayBuilder();
        boolean truncated = false;
        int left = MOST;
        for (Namespace project : projects) {
            JsonObject of = of(caller, project, uri, match);
            left -= of.toString().length();
            truncated = left < 0;
            if (truncated) {
                break;
            }
            held.add(of);
        }
        JsonObject all = JsonTree.JSON
                .createObjectBuilder()
                .add("projects", held)
                .add("truncated", truncated)
                .build();
        return Contents.text(uri, "application/json", all.toString());
    }

    private static JsonObject of(Caller caller, Namespace project, String uri, Resources.Match match) {
        Caller pinned = new Caller(caller.keyId(), caller.kind(), caller.role(), caller.tenant(), project.name());
        Contents contents = match.resource().read(pinned, uri, match.variables());
        String text = Objects.requireNonNull(contents.text());
        return JsonTree.JSON
                .createObjectBuilder(JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8)))
                .add("project_id", project.projectId())
                .add("slug", project.name())
                .build();
    }
}
