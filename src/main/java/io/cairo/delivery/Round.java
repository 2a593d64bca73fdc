package io.cairo.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** What the lanes of one round know of each other. */
final class Round {
    private static final int FAILURES_IN_A_ROW = 5;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final BooleanSupplier goingOn;
    private final boolean patient;

    /**
     * @param goingOn asked before each request: false ends the round
     * @param patient whether a lane goes on after its first failure although no lane has got anything through
     */
    Round(BooleanSupplier goingOn, boolean patient) {
        this.goingOn = goingOn;
        this.patient = patient;
    }

    boolean isOver() {
        if (!ended.get() && !goingOn.getAsBoolean()) {
            ended.set(true);
        }
        return ended.get();
    }

    /** The destination has shown that it is there and takes events one by one. */
    void answered() {
        answered.incrementAndGet();
    }

    /** The destination takes nothing more: no lane needs to go on. */
    void end() {
        ended.set(true);
    }

    /** Whether a lane that has failed so often in a row gives up: a dead receiver is not tried event by event. */
    boolean givesUp(int failuresInARow) {
        return failuresInARow >= FAILURES_IN_A_ROW || (!patient && answered.get() == 0);
    }
}
