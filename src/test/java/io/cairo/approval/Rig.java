package io.cairo.approval;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.access.Callers;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Sealer;
import io.cairo.base.Signer;
import io.cairo.tool.Cursors;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A node's approvals without a container: several over one database are several nodes. */
final class Rig implements Callers {
    private static final byte[] SECRET = new byte[32];

    final LampTools lamps;
    final Approvals approvals = new Approvals();
    final HeldCalls held = new HeldCalls();
    final ApprovalTools tools = new ApprovalTools();
    final Set<UUID> revoked = new HashSet<>();
    final Hands hands = new Hands();
    private final ToolRegistry registry;

    Rig(Database database, LampTools lamps) {
        this.lamps = lamps;
        registry = ToolRegistry.of(lamps, tools);
        Sealer sealer = new Sealer(new SecretKeySpec(SECRET, "AES"));
        approvals.database = database;
        approvals.clock = hands;
        held.approvals = approvals;
        held.sealer = sealer;
        ApprovedCalls calls = new ApprovedCalls();
        calls.approvals = approvals;
        calls.tools = registry;
        calls.callers = this;
        calls.sealer = sealer;
        calls.transaction = new OneTransaction();
        tools.approvals = approvals;
        tools.calls = calls;
        tools.cursors = Cursors.over(new Signer(SECRET));
    }

    /** A registered key. */
    static Caller key(Role role, String tenant, @Nullable String namespace) {
        return new Caller(UUID.randomUUID(), Kind.SK, role, tenant, namespace);
    }

    ToolEntry entry(String name) {
        return registry.find(name).orElseThrow();
    }

    /** Asks for a call; the approval's id. */
    UUID hold(Caller caller, String tool, String arguments) {
        return UUID.fromString(held.hold(caller, entry(tool), json(arguments)).getString("approval_id"));
    }

    ApprovalTools.Decided decide(Caller caller, UUID id, ApprovalTools.Decision decision) {
        return tools.decide(caller, new ApprovalTools.Decide(id, decision, "because"));
    }

    ApprovalTools.Entry look(Caller caller, UUID id) {
        return tools.list(caller, new ApprovalTools.ListApprovals(id, null, null, null))
                .approvals()
                .get(0);
    }

    ApprovalTools.Listed list(Caller caller, Approval.@Nullable Status status) {
        return tools.list(caller, new ApprovalTools.ListApprovals(null, status, null, null));
    }

    static JsonObject json(String text) {
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Caller of(@Nullable String key, boolean local) {
        throw new IllegalStateException("nobody comes in here");
    }

    @Override
    public boolean isActive(Caller caller) {
        return caller.keyId() == null || !revoked.contains(caller.keyId());
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    /** A clock that a test moves. */
    static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-03-04T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
