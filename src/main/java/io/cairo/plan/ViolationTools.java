package io.cairo.plan;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.plan.Violations.Group;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about events that broke a plan. */
@ApplicationScoped
public class ViolationTools implements Toolbox {
    private static final int USUAL = 50;

    @Inject
    Violations violations;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Tracking plans";
    }

    public record ListViolations(
            @Doc(value = "Of one tracking plan", example = "00000000-0000-0000-0000-000000000000") @Nullable
            UUID planId,

            @Doc("Of one event name; of other types: identify, group…") @Nullable
            String event,

            @Doc(value = "How many; default 50", min = 1, max = 100) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Listed(
            int count,

            @Rows(by = "first_seen") List<Group> violations,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {
        static Listed of(Page<Group> page) {
            return new Listed(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
        }
    }

    @Tool(
            name = "list_violations",
            title = "List violations",
            description =
                    "Lists how events broke tracking plans, counted by plan version, event, violation and field, newest"
                            + " kind first, with the message ids of a few. Dropped events are counted too.",
            route = "GET /tracking-plans/{plan_id}/violations",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Listed list(Caller caller, ListViolations args) {
        return Listed.of(namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> page(caller, namespace, args))
                .orElseGet(Page::none));
    }

    private Page<Group> page(Caller caller, Namespace namespace, ListViolations args) {
        return cursors.of(caller, "list_violations", namespace.name(), args)
                .page(
                        args.limit(),
                        USUAL,
                        (place, most) -> violations.list(namespace.id(), args.planId(), args.event(), place, most),
                        group -> List.of(group.firstSeen(), group.id()));
    }
}
