package io.cairo.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Role;
import io.cairo.approval.Approval.Status;
import io.cairo.approval.ApprovalTools.Decision;
import io.cairo.approval.ApprovalTools.Entry;
import io.cairo.approval.ApprovalTools.ListApprovals;
import io.cairo.approval.ApprovalTools.Listed;
import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who sees which approvals. */
class ApprovalViewIT {
    private static final Database DATABASE = FreshDatabase.over(FreshDatabase.source());
    private static final String GREEN = "{\"lamp\":\"hall\",\"colour\":\"green\"}";

    private final String tenant = UUID.randomUUID().toString();
    private final Caller editor = Rig.key(Role.EDITOR, tenant, null);
    private final Caller admin = Rig.key(Role.ADMIN, tenant, null);
    private final Caller shopEditor = Rig.key(Role.EDITOR, tenant, "shop");
    private final Caller shopAdmin = Rig.key(Role.ADMIN, tenant, "shop");
    private final Caller webAdmin = Rig.key(Role.ADMIN, tenant, "web");
    private final Caller stranger = Rig.key(Role.ADMIN, "another", null);
    private final Rig rig = new Rig(DATABASE, new LampTools());

    @Test
    void editorsSeeTheirOwnAndAdministratorsTheirTenantsOrNamespaces() {
        UUID whole = rig.hold(editor, "set_lamp", GREEN);
        UUID shop = rig.hold(shopEditor, "set_lamp", GREEN);

        assertThat(seenBy(admin)).containsExactlyInAnyOrder(whole, shop);
        assertThat(seenBy(editor)).containsExactly(whole);
        assertThat(seenBy(shopEditor)).containsExactly(shop);
        assertThat(seenBy(shopAdmin)).containsExactly(shop);
        assertThat(seenBy(webAdmin)).isEmpty();
        assertThat(seenBy(stranger)).isEmpty();
        assertThat(rig.look(shopEditor, shop).mine()).isTrue();
        assertThat(rig.look(admin, shop).mine()).isFalse();
        assertThat(rig.look(admin, shop).namespace()).isEqualTo("shop");
    }

    @Test
    void whatOneMayNotSeeDoesNotExist() {
        UUID whole = rig.hold(editor, "set_lamp", GREEN);
        UUID shop = rig.hold(shopEditor, "set_lamp", GREEN);

        for (Caller foreigner : List.of(stranger, webAdmin)) {
            for (UUID id : List.of(whole, shop, UUID.randomUUID())) {
                notFound(() -> rig.look(foreigner, id));
                notFound(() -> rig.decide(foreigner, id, Decision.APPROVE));
                notFound(() -> rig.decide(foreigner, id, Decision.REJECT));
            }
        }
        notFound(() -> rig.decide(shopAdmin, whole, Decision.APPROVE));
        notFound(() -> rig.look(shopEditor, whole));
        assertThat(rig.lamps.calls).hasValue(0);
        assertThat(rig.decide(shopAdmin, shop, Decision.APPROVE).status()).isEqualTo(Status.DONE);
    }

    @Test
    void pagesGoOnWhereTheyEnded() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, rig.hold(editor, "set_lamp", GREEN));
            rig.hands.pass(Duration.ofSeconds(1));
        }

        Listed first = rig.tools.list(admin, new ListApprovals(null, Status.PENDING, 3, null));
        Listed rest = rig.tools.list(admin, new ListApprovals(null, Status.PENDING, 3, first.nextCursor()));

        assertThat(first.truncated()).isTrue();
        assertThat(first.approvals()).extracting(Entry::id).isEqualTo(made.subList(0, 3));
        assertThat(rest.truncated()).isFalse();
        assertThat(rest.approvals()).extracting(Entry::id).isEqualTo(made.subList(3, 5));
    }

    private List<UUID> seenBy(Caller caller) {
        return rig.list(caller, null).approvals().stream().map(Entry::id).toList();
    }

    private static void notFound(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.NOT_FOUND));
    }
}
