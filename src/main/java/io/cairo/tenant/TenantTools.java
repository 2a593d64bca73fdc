package io.cairo.tenant;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Slug;
import io.cairo.access.Tenant;
import io.cairo.access.Tenant.Plan;
import io.cairo.base.Problem;
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

/** Makes tenants, and changes what they may do. */
@ApplicationScoped
public class TenantTools implements Toolbox {
    private static final int MOST_LISTED = 200;

    @Inject
    RegisteredTenants tenants;

    @Override
    public String title() {
        return "Tenants";
    }

    /** A tenant as callers see it. */
    public record View(String name, Plan plan, boolean governed, Instant createdAt) {
        static View of(RegisteredTenant registered) {
            Tenant tenant = registered.tenant();
            return new View(tenant.name(), tenant.plan(), tenant.governed(), registered.createdAt());
        }
    }

    public record Create(
            @Doc(value = "Unique; 1 to 63 of a-z, 0-9, _ and -, a letter first", example = "acme")
            String name,

            @Doc("Default: business") @Nullable Plan plan) {}

    public record Created(boolean created, View tenant) {}

    public record ListTenants(
            @Doc("Only names after this one: the last of the page before") @Nullable
            String after) {}

    public record Listed(int count, List<View> tenants, boolean truncated) {}

    public record Update(
            @Doc(value = "Your own tenant; the operator may name any", example = "acme")
            String name,

            @Doc("Whether changes wait for a second administrator at every endpoint") @Nullable
            Boolean governed,

            @Doc("For the operator only") @Nullable Plan plan) {}

    public record Updated(boolean updated, View tenant) {}

    @Tool(
            name = "create_tenant",
            title = "Create a tenant",
            description =
                    "Makes an organisation whose data nobody else sees. It cannot be used before it has a key: call"
                            + " create_key with its name as tenant, kind sk and role admin next.",
            route = "POST /tenants",
            right = Right.OPERATE)
    @Transactional
    public Created create(Caller caller, Create args) {
        Slug.check("name", args.name());
        return new Created(
                true, View.of(tenants.add(args.name(), Objects.requireNonNullElse(args.plan(), Plan.BUSINESS))));
    }

    @Tool(
            name = "list_tenants",
            title = "List tenants",
            description =
                    "Lists the tenants of this installation by name, 200 at a time. If truncated, pass the last name as"
                            + " after.",
            route = "GET /tenants",
            right = Right.OPERATE,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Listed list(Caller caller, ListTenants args) {
        List<RegisteredTenant> found = tenants.list(Objects.requireNonNullElse(args.after(), ""), MOST_LISTED + 1);
        List<View> shown = found.stream().limit(MOST_LISTED).map(View::of).toList();
        return new Listed(shown.size(), shown, found.size() > MOST_LISTED);
    }

    @Tool(
            name = "update_tenant",
            title = "Update a tenant",
            description =
                    "Says whether changes in a tenant wait for a second administrator, or which plan it has. What is"
                            + " left out stays.",
            route = "PATCH /tenants/{name}",
            right = Right.ADMINISTER,
            hints = Tool.Hint.IDEMPOTENT)
    @Transactional
    public Updated update(Caller caller, Update args) {
        permit(caller, args);
        RegisteredTenant tenant = tenants.change(args.name()).orElseThrow(TenantTools::unknown);
        if (args.governed() != null) {
            tenant.govern(args.governed());
        }
        if (args.plan() != null) {
            tenant.subscribe(args.plan());
        }
        return new Updated(true, View.of(tenant));
    }

    private static void permit(Caller caller, Update args) {
        if (caller.isOperator()) {
            return;
        }
        if (!args.name().equals(caller.tenant())) {
            throw unknown();
        }
        if (caller.namespace() != null) {
            throw new Problem(
                    Problem.Code.INSUFFICIENT_SCOPE,
                    "name: this key belongs to one namespace; only a key of the whole tenant changes the tenant");
        }
        if (args.plan() != null) {
            throw new Problem(
                    Problem.Code.INSUFFICIENT_SCOPE, "plan: only the operator sets it; leave the argument out");
        }
    }

    /** Also of one that the caller may not know of. */
    private static Problem unknown() {
        return new Problem(Problem.Code.NOT_FOUND, "name: there is no such tenant");
    }
}
