package io.cairo.key;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Right;
import io.cairo.access.Caller.Role;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes keys. */
@ApplicationScoped
public class KeyTools implements Toolbox {
    private static final int MOST_LISTED = 500;

    @Inject
    Keys keys;

    @Inject
    KeyCheck check;

    @Inject
    Namespaces namespaces;

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
            String namespace) {}

    public record Created(boolean created, UUID id, String key, Kind kind, Role role, String lastFour) {}

    public record ListKeys() {}

    public record Listed(int count, List<Entry> keys, boolean truncated) {}

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
    }

    public record Revoke(@Doc("From list_keys") UUID id) {}

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
        Caller grant = grant(caller, args, first);
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
        List<ApiKey> found = keys.list(caller, MOST_LISTED + 1);
        List<Entry> shown = found.stream().limit(MOST_LISTED).map(Entry::of).toList();
        return new Listed(shown.size(), shown, found.size() > MOST_LISTED);
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
        ApiKey key = keys.get(caller, args.id());
        if (isTenantAdmin(key.caller()) && key.isActive() && keys.activeAdmins(caller.tenant()) == 1) {
            if (!check.hasAdminKey()) {
                throw new Problem(
                        Problem.Code.CONFLICT, "id: this is the last admin key; make another with create_key first");
            }
        }
        keys.revoke(key);
        return new Revoked(true, key.id());
    }

    private Caller grant(Caller caller, Create args, boolean first) {
        Role role = args.role() == null ? usual(args.kind(), first) : args.role();
        if (args.kind() != Kind.SK && role != Role.VIEWER) {
            throw Problem.invalid("role", "a key of kind " + args.kind().wire() + " can only be viewer");
        }
        String namespace = namespace(caller, args);
        if (args.kind() == Kind.AK && namespace != null) {
            throw Problem.invalid("namespace", "a key of kind ak reads across all namespaces; leave it out");
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
        if (first && !isTenantAdmin(grant)) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "The first key locks Cairo and must be able to make others: create it with kind sk, role admin and"
                            + " no namespace");
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
