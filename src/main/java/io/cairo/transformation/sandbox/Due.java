package io.cairo.transformation.sandbox;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When an answer has to be there. The clock on the wall alone is unjust: on a machine that stalls, a worker is late that has
 * got no processor. So one that has burnt little is waited for as long again, and no longer: it may be asleep for good.
 */
final class Due {
    /** What is burnt before is not looked at: nearly all answers are there by then. */
    private static final long UNSEEN = Duration.ofSeconds(1).toNanos();

    /** Of the time that it is waited for; who has burnt more has had its chance. */
    private static final int SHARE = 4;

    private static final int AT_MOST = 2;

    private final long begin;
    private final long patience;
    private @Nullable Duration burntBefore;

    /** @param now in nanoseconds, from any point */
    Due(long now, Duration patience) {
        this.begin = now;
        this.patience = patience.toNanos();
    }

    /**
     * Whether it is too late. To be asked now and then, by one thread.
     *
     * @param burnt all the processor time that the worker has ever used; not asked for while answers are quick
     */
    boolean isOver(long now, Supplier<Duration> burnt) {
        long waited = now - begin;
        if (burntBefore == null && waited > Math.min(UNSEEN, patience / 2)) {
            burntBefore = burnt.get();
        }
        if (burntBefore == null || waited <= patience) {
            return false;
        }
        return waited > AT_MOST * patience || burnt.get().minus(burntBefore).toNanos() > patience / SHARE;
    }
}
