package io.cairo.delivery;

import io.cairo.destination.RetrySchedule;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When to try again. */
public final class Backoff {
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The wait before an event's next try, up to a tenth longer than the schedule says.
     *
     * @param failures how often it has failed, at least 1
     * @param asked what the destination asked for, if it did
     */
    Duration retry(RetrySchedule schedule, int failures, @Nullable Duration asked) {
        return longer(jittered(schedule.wait(failures)), asked);
    }

    /** The wait before a destination that takes nothing is probed again: soon, so that it drains soon after it is back. */
    public Duration hold(int failures, @Nullable Duration asked) {
        Duration doubled = Duration.ofSeconds(5).multipliedBy(1L << Math.min(failures - 1, 10));
        Duration wait = doubled.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : doubled;
        return longer(jittered(wait), asked);
    }

    private Duration jittered(Duration wait) {
        return wait.plusMillis((long) (wait.toMillis() * 0.1 * random.nextDouble()));
    }

    private static Duration longer(Duration wait, @Nullable Duration asked) {
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }
}
