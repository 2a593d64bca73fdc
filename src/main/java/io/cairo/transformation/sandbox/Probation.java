package io.cairo.transformation.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Owners whose scripts have lately gone over their limits, or had to be killed. For some minutes theirs run in workers of
 * their own, which share {@link OneProcessor}: nobody else waits for what they burn, nor for workers that are to be started
 * again. Safe for many threads.
 */
final class Probation {
    private static final long LASTS = Duration.ofMinutes(10).toNanos();

    private final LongSupplier clock;
    private final Map<String, Long> since = new ConcurrentHashMap<>();

    /** @param clock in nanoseconds, from any point */
    Probation(LongSupplier clock) {
        this.clock = clock;
    }

    /** It begins, or begins anew. */
    void begin(String owner) {
        since.put(owner, clock.getAsLong());
    }

    boolean isOn(String owner) {
        Long begun = since.get(owner);
        if (begun != null && clock.getAsLong() - begun > LASTS) {
            since.remove(owner, begun);
            return false;
        }
        return begun != null;
    }
}
