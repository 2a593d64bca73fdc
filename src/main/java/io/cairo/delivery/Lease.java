package io.cairo.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Keeps a claim alive while its lanes work: asked before every request, it renews every ten seconds. For many threads. */
public final class Lease {
    private static final long RENEWAL = Duration.ofSeconds(10).toNanos();

    private final BooleanSupplier renewal;
    private final AtomicLong renewed = new AtomicLong(System.nanoTime());
    private volatile boolean lost;

    /** @param renewal takes it for some more time; false if it is another's now */
    public Lease(BooleanSupplier renewal) {
        this.renewal = renewal;
    }

    /** Whether it is still ours. */
    public boolean isHeld() {
        long last = renewed.get();
        long now = System.nanoTime();
        if (!lost && now - last > RENEWAL && renewed.compareAndSet(last, now)) {
            lost = !renewal.getAsBoolean();
        }
        return !lost;
    }
}
