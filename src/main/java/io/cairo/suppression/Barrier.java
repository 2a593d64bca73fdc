package io.cairo.suppression;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Waits for those who have passed the gate and are still writing. */
@ApplicationScoped
public class Barrier {
    /** Any number that nothing else in this database locks together with a namespace. */
    static final int LOCK = 0x6361_6901;

    private static final String PATIENCE = "10s";

    @Inject
    Database database;

    /**
     * Returns when every group has ended that passed the gate of a namespace before this was called. Whatever passes later sees
     * what was committed before this call. Must not be called in a transaction that passed the gate itself.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if a group takes too long
     */
    public void await(int namespace) {
        List<String> unused = database.inTransaction(connection -> {
            Database.update(connection, "SET LOCAL lock_timeout = '" + PATIENCE + "'");
            return Database.query(connection, "SELECT pg_advisory_xact_lock(?, ?)", row -> "", LOCK, namespace);
        });
    }
}
