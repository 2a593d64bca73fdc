package io.cairo.key;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Right;
import io.cairo.access.Caller.Role;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.access.Tenant;
import io.cairo.access.Tenants;
import io.cairo.base.Problem;
import io.cairo.tool.Cursor;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Secret;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes keys. */
@ApplicationScoped
public class KeyTools implements Toolbox {
    private static final int USUAL = 50;
    private static final Shape<Entry> ENTRY = Shape.of(Entry.class);

    @Inject
    Keys keys;

    @Inject
    KeyCheck check;

    @Inject
    Namespaces namespaces;

    @Inject
    Tenants tenants;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Keys";
    }

    public record Create(
            @Doc(value = "What the key is for", min = 1, max = 100, example = "my agent")
            String name,

            @Doc(value = "pk browser ingest, sk server, rk read only, ak read across namespaces", example = "sk")
            Kind kind,

            @Doc("Default: viewer; for sk editor, and admin for the very first key") @Nullable
            Role role,

            @Doc("The only namespace it may touch; default: all") @Nullable
            String namespace,

            @Doc("For the operator: whose key it is; default: your tenant") @Nullable
            String tenant) {}

    public record Created(boolean created, UUID id, @Secret String key, Kind kind, Role role, String lastFour) {}

    public record ListKeys(
            @Doc(value = "How many; default 50", min = 1, max = 100) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("For the operator; default: your tenant") @Nullable
            String tenant) {}

    public record Listed(
            int count,
            long total,

            @Rows(by = "created_at") List<Entry> keys,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {
        static Listed of(long total, Page<Entry> page) {
            return new Listed(page.count(), total, page.rows(), page.truncated(), page.nextCursor(), page.hint());
        }
    }

    /** A key as lists show it: never the key itself. */
    public record Entry(
            UUID id,
            String name,
            Kind kind,
            Role role,
            @Nullable String namespace,
            String lastFour,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        static Entry of(ApiKey key) {
            Caller caller = key.caller();
            return new Entry(
                    key.id(),
                    key.name(),
                    caller.kind(),
                    caller.role(),
                    caller.namespace(),
                    key.lastFour(),
                    key.createdAt(),
                    key.lastUsedAt().orElse(null),
                    key.revokedAt().orElse(null));
        }

        /** The same without what changes with every use. */
        Entry unused() {
            return new Entry(id, name, kind, role, namespace, lastFour, createdAt, null, revokedAt);
        }
    }

    public record Revoke(
            @Doc("From list_keys") UUID id,

            @Doc("For the operator; default: your tenant") @Nullable
            String tenant) {}

    public record Revoked(boolean revoked, UUID id) {}

    @Tool(
            name = "create_key",
            title = "Create a key",
            description =
                    "Makes an API key and shows it once: keep it, it cannot be shown again. The first key ends open"
                            + " mode for good, so it must be of kind sk with role admin.",
            route = "POST /keys",
            right = Right.ADMINISTER)
    @Transactional
    public Created create(Caller caller, Create args) {
        keys.change();
        boolean first = !keys.areThereAny();
        Caller grant = grant(acting(caller, args.tenant()), args, first);
        if (!check.hasAdminKey()) {
            stayInCharge(caller, grant, first);
        }
        String text = KeyText.make(grant.kind());
        ApiKey added = keys.add(grant, args.name(), text);
        return new Created(true, added.id(), text, grant.kind(), grant.role(), added.lastFour());
    }

    @Tool(
            name = "list_keys",
            title = "List keys",
            description =
                    "Lists API keys, newest first, revoked ones too. The keys themselves are not kept and cannot be"
                            + " shown; last_four tells them apart.",
            route = "GET /keys",
            right = Right.ADMINISTER,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Listed list(Caller caller, ListKeys args) {
        Caller acting = acting(caller, args.tenant());
        Cursor cursor = cursors.of(acting, "list_keys", acting.namespace(), args);
        int limit = args.limit() == null ? USUAL : args.limit();
        List<ApiKey> found = keys.list(acting, cursor.place(), limit + 1);
        return Listed.of(
                keys.count(acting),
                Page.of(found, limit, cursor, key -> List.of(key.createdAt(), key.id()))
                        .map(Entry::of));
    }

    @Tool(
            name = "revoke_key",
            title = "Revoke a key",
            description =
                    "Stops an API key for good: at once on this node, within a second or two on all others. The last"
                            + " admin key cannot be revoked; make another one first.",
            route = "DELETE /keys/{id}",
            right = Right.ADMINISTER,
            hints = {Tool.Hint.DESTRUCTIVE, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Revoked revoke(Caller caller, Revoke args) {
        keys.change();
        ApiKey key = keys.get(acting(caller, args.tenant()), args.id());
        checkOthersAreLeft(key);
        keys.revoke(key);
        return new Revoked(true, key.id());
    }

    private void checkOthersAreLeft(ApiKey key) {
        Caller holder = key.caller();
        if (isTenantAdmin(holder) && key.isActive() && keys.activeAdmins(holder.tenant()) == 1) {
            if (!check.hasAdminKey()) {
                throw Problem.of(
                                Problem.Code.CONFLICT,
                                "id",
                                "is the last admin key of the tenant; make another with create_key (kind sk, role admin)"
                                        + " first")
                        .received(key.id().toString())
                        .next("create_key");
            }
        }
    }

    /** What an approval must find unchanged; also refuses what the call itself would refuse. */
    @Override
    @Transactional
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (!(arguments instanceof Revoke revoke)) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        ApiKey key = keys.get(acting(caller, revoke.tenant()), revoke.id());
        checkOthersAreLeft(key);
        return ENTRY.encode(Entry.of(key).unused());
    }

    /** The caller as an administrator of the tenant that it names, which only the operator may do. */
    private Caller acting(Caller caller, @Nullable String tenant) {
        if (tenant == null || tenant.equals(caller.tenant())) {
            return caller;
        }
        if (!caller.isOperator()) {
            throw new Problem(
                    Problem.Code.INSUFFICIENT_SCOPE,
                    "tenant: this key belongs to the tenant " + caller.tenant() + "; leave the argument out");
        }
        return tenants.find(tenant)
                .map(found -> new Caller(null, Kind.SK, Role.ADMIN, found.name(), null))
                .orElseThrow(() -> Problem.invalid("tenant", "there is no such tenant; make it with create_tenant"));
    }

    private Caller grant(Caller caller, Create args, boolean first) {
        Role role = args.role() == null ? usual(args.kind(), first) : args.role();
        if (args.kind() != Kind.SK && role != Role.VIEWER) {
            throw Problem.invalid(
                            "role",
                            "must be one of viewer for a key of kind %s; %s came; send viewer, or kind sk"
                                    .formatted(args.kind().wire(), role.wire()))
                    .received(role.wire())
                    .allowed(List.of(Role.VIEWER.wire()))
                    .next("send role viewer, or kind sk");
        }
        String namespace = namespace(caller, args);
        if (args.kind() == Kind.AK && namespace != null) {
            throw Problem.invalid("namespace", "must be left out: a key of kind ak reads across all namespaces")
                    .received(namespace)
                    .next("leave namespace out");
        }
        return new Caller(null, args.kind(), role, caller.tenant(), namespace);
    }

    private @Nullable String namespace(Caller caller, Create args) {
        if (args.namespace() == null && caller.namespace() == null) {
            return null;
        }
        Namespace namespace = namespaces.forWriting(caller, args.namespace());
        return namespace.name();
    }

    private static Role usual(Kind kind, boolean first) {
        if (kind != Kind.SK) {
            return Role.VIEWER;
        }
        return first ? Role.ADMIN : Role.EDITOR;
    }

    /** Nobody may lock Cairo without being able to administer it afterwards, nor use open mode after it has ended. */
    private static void stayInCharge(Caller caller, Caller grant, boolean first) {
        if (first && !(isTenantAdmin(grant) && grant.tenant().equals(Tenant.DEFAULT))) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "The first key locks Cairo and must be able to make others: create it with kind sk, role admin, no"
                            + " namespace and no tenant; who serves several tenants sets CAIRO_ADMIN_KEY");
        }
        if (!first && caller.keyId() == null) {
            throw new Problem(
                    Problem.Code.INVALID_WRITE_KEY, "Cairo has just been locked by its first key; use an admin key");
        }
    }

    private static boolean isTenantAdmin(Caller caller) {
        return caller.kind() == Kind.SK && caller.role() == Role.ADMIN && caller.namespace() == null;
    }
}
