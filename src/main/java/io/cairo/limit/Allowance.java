package io.cairo.limit;

import io.cairo.access.Limiter.Door;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * How often one caller may come through a door.
 *
 * @param calls a full allowance; 0 for any number
 * @param period in which it fills again
 * @param slack how many calls a node may count before it tells the others: with n nodes, up to n times as many may pass
 *     beyond the allowance, and are missing from the next one; 0 for an exact count
 */
record Allowance(Door door, long calls, Duration period, long slack) {

    /** Exactly so many in each period, which begins with the first call. */
    static Allowance exactly(Door door, long calls, Duration period) {
        return new Allowance(door, calls, period, 0);
    }

    /** About so many, growing back steadily; none or fewer means any number. */
    static Allowance about(Door door, long calls, Duration period) {
        return new Allowance(door, Math.max(0, calls), period, Math.max(0, calls / 100));
    }

    boolean isUnlimited() {
        return calls == 0;
    }

    boolean isExact() {
        return slack == 0;
    }

    /** In Bucket4j's words. */
    BucketConfiguration configuration() {
        Bandwidth bandwidth = isExact()
                ? Bandwidth.builder()
                        .capacity(calls)
                        .refillIntervally(calls, period)
                        .build()
                : Bandwidth.builder()
                        .capacity(calls)
                        .refillGreedy(calls, period)
                        .build();
        return BucketConfiguration.builder().addLimit(bandwidth).build();
    }
}
