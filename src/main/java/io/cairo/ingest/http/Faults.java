package io.cairo.ingest.http;

import io.cairo.base.Failures;
import io.cairo.base.Incident;
import io.cairo.base.Problem;
import java.lang.System.Logger;

/** The edge's last resort: what was thrown becomes an answer, and what nobody expected a line in the log. */
final class Faults {
    private static final Logger LOG = System.getLogger(Faults.class.getName());

    private Faults() {}

    static Reply reply(Throwable thrown) {
        return Failures.problem(thrown).map(Reply::of).orElseGet(() -> internal(thrown));
    }

    private static Reply internal(Throwable thrown) {
        String incident = Incident.log(LOG, thrown);
        return Reply.of(
                new Problem(Problem.Code.INTERNAL, "Cairo failed; its log says why under incident " + incident));
    }
}
