package io.cairo.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.approval.Approval.Status;
import io.cairo.approval.ApprovalTools.Decided;
import io.cairo.approval.ApprovalTools.Decision;
import io.cairo.approval.ApprovalTools.Entry;
import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ApprovalIT {
    private static final Database DATABASE = FreshDatabase.over(FreshDatabase.source());
    private static final String GREEN = "{\"lamp\":\"hall\",\"colour\":\"green\",\"password\":\"hush\","
            + "\"config\":{\"url\":\"https://hush.example\"}}";

    private final String tenant = UUID.randomUUID().toString();
    private final Caller editor = Rig.key(Role.EDITOR, tenant, null);
    private final Caller admin = Rig.key(Role.ADMIN, tenant, null);
    private final Caller operator = new Caller(null, Kind.SK, Role.ADMIN, tenant, null);
    private final Rig rig = new Rig(DATABASE, new LampTools());

    @Test
    void holdsWhatChangesThings() {
        assertThat(rig.held.holds(rig.entry("set_lamp"))).isTrue();
        assertThat(rig.held.holds(rig.entry("blink"))).isFalse();
        assertThat(rig.held.holds(rig.entry("see_lamps"))).isFalse();
        assertThat(rig.held.holds(rig.entry("decide_approval"))).isFalse();
        assertThat(rig.held.holds(rig.entry("list_approvals"))).isFalse();
    }

    @Test
    void aCallThatIsHeldIsNotMadeAndShowsNoSecret() {
        JsonObject answer = rig.held.hold(editor, rig.entry("set_lamp"), Rig.json(GREEN));
        UUID id = UUID.fromString(answer.getString("approval_id"));
        Entry seen = rig.look(admin, id);

        assertThat(answer.getBoolean("queued")).isTrue();
        assertThat(answer.getString("status")).isEqualTo("pending");
        assertThat(answer.getString("message")).contains("another key", "decide_approval", "7 days");
        assertThat(rig.lamps.calls).hasValue(0);
        assertThat(seen.summary())
                .hasToString("{\"lamp\":\"hall\",\"colour\":\"green\",\"password\":\"***\",\"config\":[\"url\"]}");
        assertThat(seen.before()).hasToString("{\"lamp\":\"hall\",\"colour\":\"red\"}");
        assertThat(DATABASE.first("SELECT approval::text FROM approval WHERE id = ?", row -> row.getString(1), id))
                .hasValueSatisfying(row -> assertThat(row).doesNotContain("hush"));
    }

    @Test
    void anotherAdministratorLetsItRunWithTheRequestersRights() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);

        Decided decided = rig.decide(admin, id, Decision.APPROVE);

        assertThat(decided.status()).isEqualTo(Status.DONE);
        assertThat(rig.lamps.colours).containsEntry("hall", "green");
        assertThat(rig.lamps.caller).isEqualTo(editor);
        Entry seen = rig.look(editor, id);
        assertThat(seen.status()).isEqualTo(Status.DONE);
        assertThat(seen.decidedBy()).isEqualTo(admin.keyId());
        assertThat(seen.note()).isEqualTo("because");
        assertThat(rig.lamps.calls).hasValue(1);
    }

    @Test
    void theResultIsTheRequestersAndItsSecretIsShownOnce() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);
        rig.decide(admin, id, Decision.APPROVE);

        assertThat(rig.look(admin, id).result()).isNull();
        assertThat(rig.list(editor, null).approvals().get(0).result()).isNull();
        assertThat(rig.look(editor, id).result()).hasToString("{\"lamp\":\"hall\",\"token\":\"token-of-hush\"}");
        assertThat(rig.look(editor, id).result()).hasToString("{\"lamp\":\"hall\",\"token\":\"***\"}");
    }

    @Test
    void twoReadersAtOnceDoNotBothGetTheSecret() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);
        rig.decide(admin, id, Decision.APPROVE);

        long shown = Crowd.of(12, () -> String.valueOf(rig.look(editor, id).result())).stream()
                .filter(result -> result.contains("token-of-hush"))
                .count();

        assertThat(shown).isEqualTo(1);
    }

    @Test
    void nobodyDecidesOnTheirOwnRequest() {
        UUID own = rig.hold(admin, "set_lamp", GREEN);
        UUID open = rig.hold(operator, "set_lamp", GREEN);

        refuses(() -> rig.decide(admin, own, Decision.APPROVE), Problem.Code.FORBIDDEN, "four eyes");
        refuses(() -> rig.decide(admin, own, Decision.REJECT), Problem.Code.FORBIDDEN, "four eyes");
        refuses(() -> rig.decide(operator, open, Decision.APPROVE), Problem.Code.FORBIDDEN, "four eyes");
        assertThat(rig.lamps.calls).hasValue(0);

        assertThat(rig.decide(operator, own, Decision.APPROVE).status()).isEqualTo(Status.DONE);
    }

    @Test
    void whatIsRejectedIsNeverMade() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);

        assertThat(rig.decide(admin, id, Decision.REJECT).status()).isEqualTo(Status.REJECTED);
        refuses(() -> rig.decide(admin, id, Decision.APPROVE), Problem.Code.CONFLICT, "rejected already");
        assertThat(rig.lamps.calls).hasValue(0);
        assertThat(isSealed(id)).isFalse();
    }

    @Test
    void whatHasChangedMeanwhileIsNotOverwritten() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);
        rig.lamps.colours.put("hall", "blue");

        Decided decided = rig.decide(admin, id, Decision.APPROVE);

        assertThat(decided.status()).isEqualTo(Status.FAILED);
        assertThat(decided.error()).contains("colour").doesNotContain("lamp,", "blue");
        assertThat(rig.lamps.calls).hasValue(0);
        assertThat(rig.look(editor, id).error()).isEqualTo(decided.error());
    }

    @Test
    void whatIsGoneIsNotTouched() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);
        rig.lamps.colours.clear();

        assertThat(rig.decide(admin, id, Decision.APPROVE).error()).contains("No lamp");
        refuses(() -> rig.hold(editor, "set_lamp", GREEN), Problem.Code.NOT_FOUND, "No lamp");
    }

    @Test
    void aRevokedKeyActsNoMore() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);
        rig.revoked.add(Objects.requireNonNull(editor.keyId()));

        assertThat(rig.decide(admin, id, Decision.APPROVE).error()).contains("revoked");
        assertThat(rig.lamps.calls).hasValue(0);
    }

    @Test
    void onlyWhoMayCallMayAsk() {
        Caller viewer = Rig.key(Role.VIEWER, tenant, null);

        refuses(() -> rig.hold(viewer, "set_lamp", GREEN), Problem.Code.INSUFFICIENT_SCOPE, "right configure");
        refuses(() -> rig.hold(editor, "set_lamp", "{\"lamp\":\"hall\"}"), Problem.Code.INVALID_ARGUMENT, "colour");
        assertThat(rig.list(admin, null).approvals()).isEmpty();
    }

    @Test
    void aFailureIsWrittenDownAndItsCallNotMadeAgain() {
        rig.lamps.failure = new Problem(Problem.Code.CONFLICT, "The lamp is broken");
        UUID refused = rig.hold(editor, "set_lamp", GREEN);
        assertThat(rig.decide(admin, refused, Decision.APPROVE).error()).isEqualTo("The lamp is broken");

        rig.lamps.failure = new IllegalStateException("hush");
        UUID broken = rig.hold(editor, "set_lamp", GREEN);
        assertThat(rig.decide(admin, broken, Decision.APPROVE).error())
                .startsWith("Internal error, incident ")
                .doesNotContain("hush");
        refuses(() -> rig.decide(admin, broken, Decision.APPROVE), Problem.Code.CONFLICT, "approved already");
        assertThat(rig.lamps.calls).hasValue(2);
        assertThat(isSealed(broken)).isFalse();
    }

    @Test
    void aDatabaseThatIsLostMeanwhileMayHaveKeptTheCall() {
        rig.lamps.failure = Problem.later(Problem.Code.UNAVAILABLE, "Nothing was stored", Duration.ofSeconds(1));
        UUID id = rig.hold(editor, "set_lamp", GREEN);

        assertThat(rig.decide(admin, id, Decision.APPROVE).error()).startsWith("Outcome unknown");
        refuses(() -> rig.decide(admin, id, Decision.APPROVE), Problem.Code.CONFLICT, "approved already");
        assertThat(rig.lamps.calls).hasValue(1);
    }

    @Test
    void twentyDecidersOnTwoNodesMakeOneCall() {
        Rig other = new Rig(DATABASE, rig.lamps);
        UUID id = rig.hold(editor, "set_lamp", GREEN);

        long done = Crowd.of(20, number -> {
                    try {
                        Rig node = number % 2 == 0 ? rig : other;
                        return node.decide(Rig.key(Role.ADMIN, tenant, null), id, Decision.APPROVE)
                                .status();
                    } catch (Problem e) {
                        assertThat(e.code()).isEqualTo(Problem.Code.CONFLICT);
                        return Status.EXPIRED;
                    }
                })
                .stream()
                .filter(Status.DONE::equals)
                .count();

        assertThat(done).isEqualTo(1);
        assertThat(rig.lamps.calls).hasValue(1);
    }

    @Test
    void aCallWhoseNodeDiedIsReportedAndNotMadeAgain() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);
        assertThat(rig.approvals.claim(id, admin, null)).isPresent();

        refuses(() -> rig.decide(operator, id, Decision.APPROVE), Problem.Code.CONFLICT, "being called");
        assertThat(rig.look(editor, id).status()).isEqualTo(Status.RUNNING);

        rig.hands.pass(Approvals.LONGEST_RUN);
        assertThat(rig.look(editor, id).status()).isEqualTo(Status.FAILED);
        assertThat(rig.look(editor, id).error()).startsWith("Outcome unknown");
        refuses(() -> rig.decide(operator, id, Decision.APPROVE), Problem.Code.CONFLICT, "approved already");
        assertThat(rig.list(admin, Status.FAILED).approvals())
                .extracting(Entry::id)
                .containsExactly(id);

        rig.hands.pass(Duration.ofDays(1));
        rig.hold(editor, "set_lamp", GREEN);
        assertThat(isSealed(id)).isFalse();
        assertThat(rig.look(editor, id).error()).startsWith("Outcome unknown");
        assertThat(rig.lamps.calls).hasValue(0);
    }

    @Test
    void aCallThatTookLongStillSaysWhatCameOfIt() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);
        assertThat(rig.approvals.claim(id, admin, null)).isPresent();
        rig.hands.pass(Approvals.LONGEST_RUN);

        rig.approvals.fail(id, "The lamp is broken");

        assertThat(rig.look(editor, id).error()).isEqualTo("The lamp is broken");
    }

    @Test
    void whatWaitsTooLongCanNoLongerBeDecided() {
        UUID id = rig.hold(editor, "set_lamp", GREEN);
        rig.hands.pass(Approvals.LIFE);

        assertThat(rig.look(editor, id).status()).isEqualTo(Status.EXPIRED);
        refuses(() -> rig.decide(admin, id, Decision.APPROVE), Problem.Code.CONFLICT, "expired");
        refuses(() -> rig.decide(admin, id, Decision.REJECT), Problem.Code.CONFLICT, "expired");
        assertThat(rig.lamps.calls).hasValue(0);

        rig.hold(editor, "set_lamp", GREEN);
        assertThat(isSealed(id)).isFalse();
    }

    @Test
    void noMoreWaitThanPeopleCanDecide() {
        DATABASE.update("""
                INSERT INTO approval (id, tenant, tool, summary, before, requester_kind, requester_role, requested_at,
                                      expires_at)
                SELECT gen_random_uuid(), ?, 'set_lamp', '{}', '{}', 'sk', 'editor', '2026-03-04', '2026-03-11'
                FROM generate_series(1, ?)""", tenant, Approvals.MOST_PENDING);

        refuses(() -> rig.hold(editor, "set_lamp", GREEN), Problem.Code.CONFLICT, "1000 calls wait");

        rig.hands.pass(Approvals.LIFE);
        rig.hold(editor, "set_lamp", GREEN);
        assertThat(rig.list(admin, Status.PENDING).approvals()).hasSize(1);
    }

    /** A row that nobody can run any more keeps no arguments. */
    private static boolean isSealed(UUID id) {
        return DATABASE.first("SELECT arguments IS NOT NULL FROM approval WHERE id = ?", row -> row.getBoolean(1), id)
                .orElseThrow();
    }

    private static void refuses(ThrowingCallable call, Problem.Code code, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.sentence()).contains(words);
        });
    }
}
