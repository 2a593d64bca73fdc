package io.cairo.approval;

import io.cairo.access.Caller;
import io.cairo.access.Callers;
import io.cairo.base.Failures;
import io.cairo.base.Incident;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Sealer;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes calls that were approved, as they were approved, and writes down what came of them. */
@ApplicationScoped
public class ApprovedCalls {
    private static final Logger LOG = System.getLogger(ApprovedCalls.class.getName());

    private static final String UNKNOWN =
            "Outcome unknown: the database or a service was lost while the call was made. Look at what it would have"
                    + " changed, and request it again if it is still needed";

    @Inject
    Approvals approvals;

    @Inject
    ToolRegistry tools;

    @Inject
    Callers callers;

    @Inject
    Sealer sealer;

    @Inject
    OneTransaction transaction;

    /** What came of a call: its result if it was made, else what went wrong. */
    private record Outcome(
            @Nullable ToolEntry entry,
            @Nullable JsonObject result,
            @Nullable String error) {}

    /**
     * Makes the call of an approval that this thread has claimed.
     *
     * @param sealed its arguments
     * @return what went wrong; empty if the call was made
     * @throws Problem UNAVAILABLE if what came of it cannot be written down
     */
    Optional<String> run(Approval approval, byte[] sealed) {
        Outcome outcome = outcome(approval, sealed);
        try {
            write(approval.id(), outcome);
        } catch (Problem e) {
            throw new Problem(
                    Problem.Code.UNAVAILABLE,
                    "The call was made but what came of it cannot be written down now; look at what it changes before"
                            + " you ask for it again");
        }
        return Optional.ofNullable(outcome.error());
    }

    /** Whatever is thrown ends here: it is what came of the call, which nobody makes a second time. */
    private Outcome outcome(Approval approval, byte[] sealed) {
        try {
            ToolEntry entry = tools.find(approval.tool())
                    .orElseThrow(() ->
                            new Problem(Problem.Code.NOT_FOUND, "There is no tool " + approval.tool() + " any more"));
            checkRequester(approval);
            JsonObject arguments = json(sealer.open(approval.id(), sealed));
            return new Outcome(entry, call(approval, entry, entry.decode(arguments)), null);
        } catch (RuntimeException e) {
            return new Outcome(null, null, error(e));
        }
    }

    private void checkRequester(Approval approval) {
        if (!callers.isActive(approval.requester())) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "The key that requested this has been revoked since; request it again with another");
        }
    }

    private JsonObject call(Approval approval, ToolEntry entry, Record arguments) {
        return entry.method().isAnnotationPresent(Transactional.class)
                ? transaction.of(() -> compareAndCall(approval, entry, arguments))
                : compareAndCall(approval, entry, arguments);
    }

    private static JsonObject compareAndCall(Approval approval, ToolEntry entry, Record arguments) {
        Caller requester = approval.requester();
        compare(approval.before(), json(entry.standing(requester, arguments).toString()));
        return entry.call(requester, arguments);
    }

    private static void compare(JsonObject before, JsonObject now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
        if (!names.isEmpty()) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "What this would change has changed since it was requested: %s differ; look at it and request it again"
                            .formatted(names.stream().collect(Collectors.joining(", "))));
        }
    }

    /** A database that was lost while the call was made may have kept it or not. */
    private static String error(RuntimeException failure) {
        return Failures.problem(failure)
                .map(problem -> problem.code().retryable() ? UNKNOWN : problem.sentence())
                .orElseGet(() -> "Internal error, incident " + Incident.log(LOG, failure));
    }

    private void write(UUID id, Outcome outcome) {
        if (outcome.result() == null || outcome.entry() == null) {
            approvals.fail(id, String.valueOf(outcome.error()));
            return;
        }
        boolean secret = outcome.entry().result().secrets().stream().anyMatch(outcome.result()::containsKey);
        approvals.finish(id, sealer.seal(id, outcome.result().toString()), secret);
    }

    /**
     * The result of a call that was made; with its secrets once, without them ever after.
     *
     * @param reveal whether to spend that once
     */
    Optional<JsonObject> result(Approval approval, boolean reveal) {
        Optional<JsonObject> whole =
                approvals.result(approval.id()).map(kept -> json(sealer.open(approval.id(), kept)));
        if (whole.isEmpty()) {
            return whole;
        }
        JsonObject rest = tools.find(approval.tool())
                .map(entry -> Summary.withoutSecrets(entry.result(), whole.get()))
                .orElse(whole.get());
        boolean once = reveal && approvals.redeem(approval.id(), sealer.seal(approval.id(), rest.toString()));
        return Optional.of(once ? whole.get() : rest);
    }

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
