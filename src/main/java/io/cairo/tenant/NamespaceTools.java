package io.cairo.tenant;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes and lists the namespaces of a tenant. */
@ApplicationScoped
public class NamespaceTools implements Toolbox {
    private static final int MOST_LISTED = 200;

    @Inject
    Namespaces namespaces;

    @Override
    public String title() {
        return "Namespaces";
    }

    /** A namespace as callers see it. */
    public record View(String name, @Nullable String title, String projectId, Instant createdAt) {
        static View of(Namespace namespace) {
            return new View(namespace.name(), namespace.title(), namespace.projectId(), namespace.createdAt());
        }
    }

    public record Create(
            @Doc(value = "1 to 63 of a-z, 0-9, _ and -, a letter first", min = 1, max = 63, example = "shop")
            String name,

            @Doc(value = "What people read", min = 1, max = 100) @Nullable
            String title) {}

    public record Created(boolean created, View namespace) {}

    public record ListNamespaces(
            @Doc("Only names after this one: the last of the page before") @Nullable
            String after) {}

    public record Listed(int count, List<View> namespaces, boolean truncated) {}

    public record Update(
            @Doc(value = "From list_namespaces", example = "shop")
            String name,

            @Doc(value = "What people read; default: none", min = 1, max = 100, example = "The shop") @Nullable
            String title) {}

    public record Updated(boolean updated, View namespace) {}

    @Tool(
            name = "create_namespace",
            title = "Create a namespace",
            description =
                    "Makes a namespace: a product, app or environment with events, destinations and keys of its own. Not"
                            + " needed before sending events: a namespace is made when it is first written to.",
            route = "POST /namespaces",
            right = Right.ADMINISTER)
    public Created create(Caller caller, Create args) {
        return new Created(true, View.of(namespaces.create(caller, args.name(), args.title())));
    }

    @Tool(
            name = "list_namespaces",
            title = "List namespaces",
            description =
                    "Lists the namespaces that this key may read, by name, 200 at a time. If truncated, pass the last"
                            + " name as after.",
            route = "GET /namespaces",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Listed list(Caller caller, ListNamespaces args) {
        String after = Objects.requireNonNullElse(args.after(), "");
        List<Namespace> found = namespaces.visible(caller).stream()
                .filter(namespace -> namespace.name().compareTo(after) > 0)
                .toList();
        List<View> shown = found.stream().limit(MOST_LISTED).map(View::of).toList();
        return new Listed(shown.size(), shown, found.size() > MOST_LISTED);
    }

    @Tool(
            name = "update_namespace",
            title = "Update a namespace",
            description = "Gives a namespace another title, or none. Its name never changes.",
            route = "PUT /namespaces/{name}",
            right = Right.ADMINISTER,
            hints = Tool.Hint.IDEMPOTENT)
    @Transactional
    public Updated update(Caller caller, Update args) {
        return new Updated(true, View.of(namespaces.entitle(caller, args.name(), args.title())));
    }
}
