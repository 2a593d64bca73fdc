package io.cairo.approval;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.approval.Approval.Status;
import io.cairo.base.Problem;
import io.cairo.tool.Cursor;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows and decides calls that wait for a second administrator. */
@ApplicationScoped
public class ApprovalTools implements Toolbox {
    static final String DECIDE = "decide_approval";
    private static final int USUAL = 20;

    @Inject
    Approvals approvals;

    @Inject
    ApprovedCalls calls;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Approvals";
    }

    public record ListApprovals(
            @Doc("Only this one, with before and result") @Nullable
            UUID id,

            @Doc("Only those of this status") @Nullable Status status,

            @Doc(value = "How many; default 20", min = 1, max = 50) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor) {}

    public record Listed(
            int count,
            @Rows(by = "requested_at") List<Entry> approvals,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

    /**
     * An approval as lists show it.
     *
     * @param summary the arguments without secrets; of objects the names of their fields
     * @param requestedBy a key's id; missing for callers without a registered key
     * @param mine whether the caller requested it
     * @param before what the call would change, as it was; only if asked for by id
     * @param result what the call answered; only for who requested it, and only if asked for by id
     */
    public record Entry(
            UUID id,
            String tool,
            Status status,
            JsonObject summary,
            @Nullable String namespace,
            @Nullable UUID requestedBy,
            boolean mine,
            Instant requestedAt,
            Instant expiresAt,
            @Nullable UUID decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String note,
            @Nullable String error,
            @Nullable JsonObject before,
            @Nullable JsonObject result) {

        static Entry of(Caller caller, Approval approval, @Nullable JsonObject before, @Nullable JsonObject result) {
            return new Entry(
                    approval.id(),
                    approval.tool(),
                    approval.status(),
                    approval.summary(),
                    approval.requester().namespace(),
                    approval.requester().keyId(),
                    approval.isOf(caller),
                    approval.requestedAt(),
                    approval.expiresAt(),
                    approval.decidedBy(),
                    approval.decidedAt(),
                    approval.note(),
                    approval.error(),
                    before,
                    result);
        }
    }

    /** What an administrator says. */
    enum Decision {
        APPROVE,
        REJECT
    }

    public record Decide(
            @Doc("From list_approvals") UUID id,
            @Doc("approve makes the call now") Decision decision,

            @Doc(value = "Why, for who requested it", max = 500) @Nullable
            String note) {}

    public record Decided(UUID id, Status status, @Nullable String error, String message) {}

    @Tool(
            name = "list_approvals",
            title = "List approvals",
            description =
                    "Lists calls that wait for a second administrator, and what became of them, newest first: an editor's"
                            + " own, an admin's whole tenant. With id, who requested it gets the result; a key in it is"
                            + " shown once.",
            route = "GET /approvals",
            right = Right.CONFIGURE,
            hints = Tool.Hint.READ_ONLY)
    public Listed list(Caller caller, ListApprovals args) {
        if (args.id() != null) {
            Entry one = whole(caller, get(caller, args.id()));
            return new Listed(1, List.of(one), false, null, null);
        }
        int limit = args.limit() == null ? USUAL : args.limit();
        Cursor cursor = cursors.of(caller, "list_approvals", caller.namespace(), args);
        List<Approval> found = approvals.list(caller, args.status(), cursor.place(), limit + 1);
        Page<Entry> page = Page.of(found, limit, cursor, last -> List.of(last.requestedAt(), last.id()))
                .map(approval -> Entry.of(caller, approval, null, null));
        return new Listed(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
    }

    @Tool(
            name = DECIDE,
            title = "Decide an approval",
            description =
                    "Approves or rejects a call that waits. Only an admin key other than the one that requested it may."
                            + " An approved call is made at once and once, or fails saying what changed since.",
            route = "POST /approvals/{id}/decision",
            right = Right.ADMINISTER,
            hints = Tool.Hint.DESTRUCTIVE)
    public Decided decide(Caller caller, Decide args) {
        Approval approval = get(caller, args.id());
        if (approval.isOf(caller)) {
            throw new Problem(
                    Problem.Code.FORBIDDEN,
                    "id: this was requested with the key that you use; an admin with another key must decide (four eyes)");
        }
        return switch (args.decision()) {
            case APPROVE -> approve(caller, approval, args.note());
            case REJECT -> reject(caller, approval, args.note());
        };
    }

    private Decided approve(Caller caller, Approval approval, @Nullable String note) {
        byte[] sealed =
                approvals.claim(approval.id(), caller, note).orElseThrow(() -> tooLate(get(caller, approval.id())));
        Optional<String> error = calls.run(approval, sealed);
        return error.isPresent()
                ? new Decided(approval.id(), Status.FAILED, error.get(), "The call failed; it will not be made again")
                : new Decided(
                        approval.id(), Status.DONE, null, "The call was made; who requested it can read the result");
    }

    private Decided reject(Caller caller, Approval approval, @Nullable String note) {
        if (!approvals.reject(approval.id(), caller, note)) {
            throw tooLate(get(caller, approval.id()));
        }
        return new Decided(approval.id(), Status.REJECTED, null, "The call will not be made");
    }

    private Approval get(Caller caller, UUID id) {
        return approvals.find(caller, id).orElseThrow(() -> Problem.notFound("approval", id));
    }

    private static Problem tooLate(Approval approval) {
        String said = switch (approval.status()) {
            case EXPIRED -> "it expired; request the call again";
            case RUNNING -> "it was approved already and is being called";
            case PENDING -> "somebody else has decided at the same moment; look again with list_approvals";
            case DONE, FAILED -> "it was approved already; list_approvals tells what came of it";
            case REJECTED -> "it was rejected already; request the call again";
        };
        return new Problem(Problem.Code.CONFLICT, "id: this can no longer be decided: " + said);
    }

    private Entry whole(Caller caller, Approval approval) {
        boolean mine = approval.isOf(caller);
        @Nullable
        JsonObject result = mine && approval.status() == Status.DONE
                ? calls.result(approval, true).orElse(null)
                : null;
        return Entry.of(caller, approval, approval.before(), result);
    }
}
