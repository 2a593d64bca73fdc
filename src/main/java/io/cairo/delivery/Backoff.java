package io.cairo.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to try again.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks, retry schedule</a>
 */
public final class Backoff {
    /** After so long of failing an event is dead: the whole schedule. */
    static final Duration LIFETIME = Duration.ofHours(75).plusMinutes(36);

    private static final List<Duration> SCHEDULE = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

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
    Duration retry(int failures, @Nullable Duration asked) {
        return longer(jittered(SCHEDULE.get(Math.min(failures, SCHEDULE.size()) - 1)), asked);
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
