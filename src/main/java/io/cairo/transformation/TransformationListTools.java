package io.cairo.transformation;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Code that changes events: showing transformations. */
@ApplicationScoped
public class TransformationListTools implements Toolbox {
    private static final int USUAL = 20;

    @Inject
    Transformations transformations;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Transformations";
    }

    public record ListTransformations(
            @Doc(value = "How many; default 20", min = 1, max = 100) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Listed(
            int count,

            @Rows(by = "created_at") List<View> transformations,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {
        static Listed of(Page<View> page) {
            return new Listed(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
        }
    }

    public record Get(
            @Doc("From list_transformations") UUID id,

            @Doc(value = "Which version of its code; default: the one that counts", min = 1) @Nullable
            Integer version,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Got(
            View transformation, @Doc("The newest 50") List<Transformations.Numbered> versions) {}

    @Tool(
            name = "list_transformations",
            title = "List transformations",
            description =
                    "Lists a namespace's transformations, newest first, with code, errors, and whether they are enabled or"
                            + " were paused because they killed their worker.",
            route = "GET /transformations",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Listed list(Caller caller, ListTransformations args) {
        return Listed.of(namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> page(caller, namespace, args))
                .orElseGet(Page::none));
    }

    private Page<View> page(Caller caller, Namespace namespace, ListTransformations args) {
        return cursors.of(caller, "list_transformations", namespace.name(), args)
                .page(
                        args.limit(),
                        USUAL,
                        (place, most) -> transformations.named().list(namespace.id(), place, most),
                        each -> List.of(each.createdAt(), each.id()))
                .map(each -> transformations.view(namespace, each));
    }

    @Tool(
            name = "get_transformation",
            title = "Get a transformation",
            description =
                    "Shows one transformation, with the code that counts or that of an earlier version, and its versions.",
            route = "GET /transformations/{id}",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Got get(Caller caller, Get args) {
        Namespace namespace =
                namespaces.forReading(caller, args.namespace()).orElseThrow(() -> Transformations.missing(args.id()));
        Transformation found = transformations
                .named()
                .find(namespace.id(), args.id())
                .orElseThrow(() -> Transformations.missing(args.id()));
        int version = args.version() == null ? found.currentVersion() : args.version();
        return new Got(
                View.of(namespace, found, transformations.version(found, version)),
                transformations.versions(found.id()));
    }
}
