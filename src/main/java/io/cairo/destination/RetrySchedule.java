package io.cairo.destination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long an event that failed waits before each further try, and for how long it is tried at all. */
public enum RetrySchedule {
    /** From a second, doubling up to an hour, for a day. */
    USUAL(doubling(), Duration.ofHours(24)),

    /**
     * Ten tries over three days.
     *
     * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
     *     Webhooks, retry schedule</a>
     */
    STANDARD_WEBHOOKS(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24)),
            Duration.ofHours(75).plusMinutes(36));

    private final List<Duration> waits;
    private final Duration lifetime;

    RetrySchedule(List<Duration> waits, Duration lifetime) {
        this.waits = waits;
        this.lifetime = lifetime;
    }

    private static List<Duration> doubling() {
        List<Duration> waits = new ArrayList<>();
        Duration longest = Duration.ofHours(1);
        Duration left = Duration.ofHours(24);
        Duration wait = Duration.ofSeconds(1);
        while (left.compareTo(wait) >= 0) {
            waits.add(wait);
            left = left.minus(wait);
            wait = wait.multipliedBy(2).compareTo(longest) > 0 ? longest : wait.multipliedBy(2);
        }
        return List.copyOf(waits);
    }

    /**
     * The wait before the next try.
     *
     * @param failures how often it has failed, at least 1
     */
    public Duration wait(int failures) {
        return waits.get(Math.min(failures, waits.size()) - 1);
    }

    /** How often an event is tried, the first time included. */
    public int tries() {
        return waits.size() + 1;
    }

    /** After so long of failing an event is dead. */
    public Duration lifetime() {
        return lifetime;
    }
}
