package io.cairo.replay;

import java.time.Duration;

/** A cap on how many events are sent in a second: after each step the next one waits until their time is over. */
record Pace(int perSecond) {
    /** The most events of a step, so that none sends more at once than a second may see. */
    int most(int wanted) {
        return Math.min(wanted, perSecond);
    }

    /** How long to wait after a step. */
    Duration after(long sent, Duration took) {
        Duration due = Duration.ofNanos(sent * 1_000_000_000L / perSecond);
        return due.compareTo(took) > 0 ? due.minus(took) : Duration.ZERO;
    }
}
