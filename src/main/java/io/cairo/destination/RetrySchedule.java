package io.cairo.destination;

import java.time.Duration;
import java.util.List;

/** How long an event that failed waits before each further try, and for how long it is tried at all. */
public enum RetrySchedule {
    /** From a second, doubling up to an hour, for a day. */
    USUAL(35, Duration.ofHours(24)),

    /**
     * Ten tries over three days.
     *
     * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
     *     Webhooks, retry schedule</a>
     */
    STANDARD_WEBHOOKS(10, Duration.ofHours(75).plusMinutes(36));

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 12;
    private static final List<Duration> WEBHOOKS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final int tries;
    private final Duration lifetime;

    RetrySchedule(int tries, Duration lifetime) {
        this.tries = tries;
        this.lifetime = lifetime;
    }

    /**
     * The wait before the next try.
     *
     * @param failures how often it has failed, at least 1
     */
    public Duration wait(int failures) {
        if (this == STANDARD_WEBHOOKS) {
            return WEBHOOKS.get(Math.min(failures, WEBHOOKS.size()) - 1);
        }
        return failures > DOUBLINGS ? LONGEST : Duration.ofSeconds(1L << (failures - 1));
    }

    /** How often an event is tried, the first time included. */
    public int tries() {
        return tries;
    }

    /** After so long of failing an event is dead. */
    public Duration lifetime() {
        return lifetime;
    }
}
