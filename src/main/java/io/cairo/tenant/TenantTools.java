package io.cairo.tenant;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Slug;
import io.cairo.access.Tenant;
import io.cairo.access.Tenant.Plan;
import io.cairo.base.Problem;
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

/** Makes tenants, and changes what they may do. */
@ApplicationScoped
public class TenantTools implements Toolbox {
    private static final int USUAL = 100;
    private static final Shape<View> VIEW = Shape.of(View.class);

    @Inject
    RegisteredTenants tenants;

    @Inject
    Cursors cursors;

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
            @Doc(value = "How many; default 100", min = 1, max = 500) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor) {}

    public record Listed(
            int count,
            @Rows List<View> tenants,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

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
            description = "Lists the tenants of this installation, by name.",
            route = "GET /tenants",
            right = Right.OPERATE,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Listed list(Caller caller, ListTenants args) {
        Cursor cursor = cursors.of(caller, "list_tenants", null, args);
        int limit = Objects.requireNonNullElse(args.limit(), USUAL);
        String after = cursor.place().isEmpty() ? "" : cursor.place().get(0);
        Page<View> page = Page.of(
                        tenants.list(after, limit + 1),
                        limit,
                        cursor,
                        registered -> List.of(registered.tenant().name()))
                .map(View::of);
        return new Listed(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
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

    @Override
    @Transactional
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (!(arguments instanceof Update update)) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        permit(caller, update);
        return VIEW.encode(View.of(tenants.find(update.name()).orElseThrow(TenantTools::unknown)));
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
