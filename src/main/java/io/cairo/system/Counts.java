package io.cairo.system;

import io.cairo.access.Caller;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.json.JsonPointer;
import jakarta.json.JsonStructure;
import java.nio.charset.StandardCharsets;

/** How much there is, cheaply: exact up to {@value #EXACT}, after that the planner's estimate. */
@ApplicationScoped
public class Counts {
    private static final int EXACT = 10_000;
    private static final JsonPointer ROWS = JsonTree.JSON.createPointer("/0/Plan/Plan Rows");
    private static final String THEIRS =
            " FROM event WHERE namespace_id IN (SELECT id FROM namespace WHERE tenant = ? AND name = coalesce(?, name))";

    /** A number of events. */
    record Count(long events, boolean estimated) {}

    @Inject
    Database database;

    /** Of the namespace that the caller is pinned to, or of the whole tenant. */
    Count events(Caller caller) {
        long counted = database.first(
                        "SELECT count(*) FROM (SELECT 1" + THEIRS + " LIMIT " + (EXACT + 1) + ") counted",
                        row -> row.getLong(1),
                        caller.tenant(),
                        caller.namespace())
                .orElse(0L);
        return counted <= EXACT ? new Count(counted, false) : new Count(Math.max(counted, estimate(caller)), true);
    }

    private long estimate(Caller caller) {
        String plan = database.first(
                        "EXPLAIN (FORMAT JSON) SELECT 1" + THEIRS,
                        row -> row.getString(1),
                        caller.tenant(),
                        caller.namespace())
                .orElse("[]");
        return ((JsonNumber) ROWS.getValue((JsonStructure) JsonTree.read(plan.getBytes(StandardCharsets.UTF_8))))
                .longValue();
    }
}
