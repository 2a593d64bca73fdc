package io.cairo.journey;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for another process; only journeys do that. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Looks ten times a second until it is so; fails with that sentence when it is not so in time. */
    static void until(BooleanSupplier so, Duration longest, String otherwise) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise);
            }
            of(Duration.ofMillis(100));
        }
    }

    static AssertionError interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AssertionError("The test was interrupted", cause);
    }
}
