package io.cairo.mcp;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** A problem in parts, for programs: what the sentence says, apart. */
final class Facts {
    /** Where it stands in the {@code _meta} of a result that is an error. */
    static final String META = "io.cairo/problem";

    private Facts() {}

    static JsonObject of(Problem problem) {
        JsonObjectBuilder facts = JsonTree.JSON
                .createObjectBuilder()
                .add("code", problem.code().wire())
                .add("retryable", problem.code().retryable());
        Problem.Facts known = problem.facts();
        if (known.field() != null) {
            facts.add("field", known.field());
        }
        if (known.received() != null) {
            facts.add("received", known.received());
        }
        if (!known.allowed().isEmpty()) {
            facts.add("allowed", JsonTree.JSON.createArrayBuilder(known.allowed()));
        }
        if (known.next() != null) {
            facts.add("next", known.next());
        }
        problem.retryAfter().ifPresent(wait -> facts.add("retry_after", Math.max(1, wait.toSeconds())));
        return facts.build();
    }
}
