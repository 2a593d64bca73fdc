package io.cairo.tenant;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.tool.Cursor;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Shape;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes and lists the namespaces of a tenant. */
@ApplicationScoped
public class NamespaceTools implements Toolbox {
    private static final int USUAL = 100;
    private static final Shape<View> VIEW = Shape.of(View.class);

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

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
            @Doc(value = "How many; default 100", min = 1, max = 500) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor) {}

    public record Listed(
            int count,
            long total,
            @Rows List<View> namespaces,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

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
            description = "Lists the namespaces that this key may read, by name.",
            route = "GET /namespaces",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Listed list(Caller caller, ListNamespaces args) {
        Cursor cursor = cursors.of(caller, "list_namespaces", caller.namespace(), args);
        String after = cursor.place().isEmpty() ? "" : cursor.place().get(0);
        List<Namespace> all = namespaces.visible(caller);
        List<Namespace> left = all.stream()
                .filter(namespace -> namespace.name().compareTo(after) > 0)
                .toList();
        int limit = Objects.requireNonNullElse(args.limit(), USUAL);
        Page<View> page = Page.of(left, limit, cursor, namespace -> List.of(namespace.name()))
                .map(View::of);
        return new Listed(page.count(), all.size(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
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

    @Override
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        return arguments instanceof Update update
                ? VIEW.encode(View.of(namespaces.get(caller, update.name())))
                : JsonValue.EMPTY_JSON_OBJECT;
    }
}
