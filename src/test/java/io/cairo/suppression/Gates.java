package io.cairo.suppression;

import io.cairo.base.Database;
import io.cairo.base.Signer;
import java.nio.charset.StandardCharsets;

/** The parts of this package without a container; each call makes those of a node of its own. */
public final class Gates {
    private static final Signer SIGNER = new Signer("the secret of the tests".getBytes(StandardCharsets.UTF_8));

    private Gates() {}

    public static Gate gate() {
        Gate gate = new Gate();
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

    private static Hashes hashes() {
        Hashes hashes = new Hashes();
        hashes.signer = SIGNER;
        return hashes;
    }
}
