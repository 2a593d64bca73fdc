package io.cairo.plan;

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

/** What events are agreed to look like: showing tracking plans. */
@ApplicationScoped
public class PlanListTools implements Toolbox {
    private static final int USUAL = 20;

    @Inject
    Plans plans;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Tracking plans";
    }

    public record ListPlans(
            @Doc(value = "How many; default 20", min = 1, max = 100) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Listed(
            int count,

            @Rows(by = "created_at") List<View> trackingPlans,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {
        static Listed of(Page<View> page) {
            return new Listed(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
        }
    }

    public record Get(
            @Doc("From list_tracking_plans") UUID id,

            @Doc(value = "Which version of its schema; default: the one that counts", min = 1) @Nullable
            Integer version,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Got(View trackingPlan) {}

    @Tool(
            name = "list_tracking_plans",
            title = "List tracking plans",
            description = "Lists a namespace's tracking plans, newest first, with mode and schema. All of them count.",
            route = "GET /tracking-plans",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Listed list(Caller caller, ListPlans args) {
        return Listed.of(namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> page(caller, namespace, args))
                .orElseGet(Page::none));
    }

    private Page<View> page(Caller caller, Namespace namespace, ListPlans args) {
        return cursors.of(caller, "list_tracking_plans", namespace.name(), args)
                .page(
                        args.limit(),
                        USUAL,
                        (place, most) -> plans.named().list(namespace.id(), place, most),
                        plan -> List.of(plan.createdAt(), plan.id()))
                .map(plan -> plans.view(namespace, plan));
    }

    @Tool(
            name = "get_tracking_plan",
            title = "Get a tracking plan",
            description = "Shows one tracking plan, with the schema that counts or that of an earlier version.",
            route = "GET /tracking-plans/{id}",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Got get(Caller caller, Get args) {
        Namespace namespace =
                namespaces.forReading(caller, args.namespace()).orElseThrow(() -> Plans.missing(args.id()));
        Plan plan = plans.named().find(namespace.id(), args.id()).orElseThrow(() -> Plans.missing(args.id()));
        int version = args.version() == null ? plan.currentVersion() : args.version();
        return new Got(View.of(namespace, plan, plans.version(plan, version)));
    }
}
