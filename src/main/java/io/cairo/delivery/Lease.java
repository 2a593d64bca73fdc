package io.cairo.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a claim alive while its lanes work: asked before every request, it renews every ten seconds. For many threads. */
final class Lease {
    private static final long RENEWAL = Duration.ofSeconds(10).toNanos();

    private final Ledger ledger;
    private final Claim claim;
    private final AtomicLong renewed = new AtomicLong(System.nanoTime());
    private volatile boolean lost;

    Lease(Ledger ledger, Claim claim) {
        this.ledger = ledger;
        this.claim = claim;
    }

    /** Whether the destination is still ours. */
    boolean isHeld() {
        long last = renewed.get();
        long now = System.nanoTime();
        if (!lost && now - last > RENEWAL && renewed.compareAndSet(last, now)) {
            lost = !ledger.renew(claim);
        }
        return !lost;
    }
}
