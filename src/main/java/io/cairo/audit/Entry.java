package io.cairo.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done.
 *
 * @param namespace the id of the namespace; null for what concerns the whole tenant
 * @param actor who did it, as {@link AuditLog#actor} says it
 * @param action one word: {@code suppress}
 * @param subjects the hashes of all identifiers of whom it was done to, sorted
 * @param details JSON that names nobody: counts, choices
 */
record Entry(
        String tenant,
        @Nullable Integer namespace,
        Instant at,
        String actor,
        String action,
        List<String> subjects,
        String details) {

    /** As precise as the database is. */
    Entry {
        at = at.truncatedTo(ChronoUnit.MICROS);
        subjects = subjects.stream().sorted().distinct().toList();
    }
}
