package io.cairo.approval;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Sealer;
import io.cairo.tool.Governor;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.UUID;

/** Queues what changes configuration or people's data for a second administrator. */
@ApplicationScoped
public class HeldCalls implements Governor {
    @Inject
    Approvals approvals;

    @Inject
    Sealer sealer;

    /** Sending messages is not configuring; deciding cannot itself wait for a decision. */
    @Override
    public boolean holds(ToolEntry entry) {
        return !entry.hints(Tool.Hint.READ_ONLY)
                && entry.right() != Right.INGEST
                && !entry.name().equals(ApprovalTools.DECIDE);
    }

    /** @throws Problem CONFLICT if too many wait already, or as {@link Governor#hold} */
    @Override
    public JsonObject hold(Caller caller, ToolEntry entry, JsonObject arguments) {
        caller.require(entry.right());
        JsonObject before = entry.standing(caller, entry.decode(arguments));
        UUID id = UUID.randomUUID();
        byte[] sealed = sealer.seal(id, arguments.toString());
        JsonObject summary = Summary.of(entry.arguments(), arguments);
        if (!approvals.add(new Approvals.Request(id, caller, entry.name(), summary, before, sealed))) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "%d calls wait for approval already, which is as many as may; decide on some with decide_approval"
                            .formatted(Approvals.MOST_PENDING));
        }
        return queued(id, entry);
    }

    private static JsonObject queued(UUID id, ToolEntry entry) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("queued", true)
                .add("approval_id", id.toString())
                .add("status", Approval.Status.PENDING.wire())
                .add(
                        "message",
                        ("%s was not called yet: an administrator with another key must approve it with decide_approval"
                                        + " within %d days. list_approvals with this id tells what became of it")
                                .formatted(entry.name(), Approvals.LIFE.toDays()))
                .build();
    }
}
