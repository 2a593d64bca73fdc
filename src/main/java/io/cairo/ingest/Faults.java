package io.cairo.ingest;

import io.cairo.base.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** The edge's last resort: what was thrown becomes an answer, and what nobody expected a line in the log. */
final class Faults {
    private static final Logger LOG = System.getLogger(Faults.class.getName());

    private Faults() {}

    static Reply reply(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof Problem problem) {
            return Reply.of(problem);
        }
        String incident = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "incident " + incident, cause);
        return Reply.error(
                500, Problem.Code.INTERNAL.wire(), "Cairo failed; its log says why under incident " + incident, null);
    }
}
