package io.cairo.suppression;

import io.cairo.base.Database;
import io.cairo.base.Signer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The parts of this package without a container; each call makes those of a node of its own. */
public final class Gates {
    private static final Signer SIGNER = new Signer("the secret of the tests".getBytes(StandardCharsets.UTF_8));

    private Gates() {}

    public static Gate gate(Database database) {
        Gate gate = new Gate();
        gate.database = database;
        gate.hashes = hashes();
        return gate;
    }

    public static Suppressions suppressions(Database database) {
        Suppressions suppressions = new Suppressions();
        suppressions.database = database;
        suppressions.hashes = hashes();
        return suppressions;
    }

    public static Erased erased() {
        Erased erased = new Erased();
        erased.hashes = hashes();
        return erased;
    }

    public static Barrier barrier(Database database) {
        Barrier barrier = new Barrier();
        barrier.database = database;
        return barrier;
    }

    /** A gate that was entered at a revision at which nobody is suppressed. */
    public static Gate.Entered entered(long revision) {
        return new Gate.Entered(Marks.NONE.plus(revision, List.of()));
    }

    private static Hashes hashes() {
        Hashes hashes = new Hashes();
        hashes.signer = SIGNER;
        return hashes;
    }
}
