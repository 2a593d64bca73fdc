package io.cairo.transformation;

import java.time.Duration;

/** What code may take of the server for one request; of one thread. */
final class Budget {
    /** After so long, code that fails is not run any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What all events together may grow by. */
    private static final long GROWTH = 16L << 20;

    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private long left = GROWTH;

    boolean isOutOfTime() {
        return System.nanoTime() - deadline > 0;
    }

    /** Takes so many bytes more; false if they are not left. */
    boolean grow(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= Math.max(0, bytes);
        return true;
    }
}
