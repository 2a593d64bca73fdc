package io.cairo.delivery;

import io.cairo.base.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps this node's claims alive, however long a receiver takes to answer. Somebody must call {@link #beat} every few
 * seconds; a claim that was not renewed for as long as a lease lasts is taken for lost. For many threads.
 */
final class Heartbeat {
    private static final Logger LOG = System.getLogger(Heartbeat.class.getName());

    private final Ledger ledger;
    private final Collection<Hold> holds = ConcurrentHashMap.newKeySet();

    Heartbeat(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A claim that is renewed until it is closed. */
    final class Hold implements AutoCloseable {
        private final Claim claim;
        private volatile long renewed = System.nanoTime();
        private volatile boolean lost;

        private Hold(Claim claim) {
            this.claim = claim;
        }

        /** Whether the destination is still ours. */
        boolean isHeld() {
            return !lost && System.nanoTime() - renewed < Ledger.LEASE.toNanos();
        }

        private void renewed(long at, boolean ours) {
            renewed = at;
            lost = lost || !ours;
        }

        @Override
        public void close() {
            holds.remove(this);
        }
    }

    /** Takes care of a claim that has just been made. */
    Hold hold(Claim claim) {
        Hold hold = new Hold(claim);
        holds.add(hold);
        return hold;
    }

    /** Renews what is held. Never throws. */
    void beat() {
        Set<Hold> held = Set.copyOf(holds);
        if (held.isEmpty()) {
            return;
        }
        try {
            long at = System.nanoTime();
            Set<String> ours =
                    ledger.renew(held.stream().map(hold -> hold.claim).toList());
            held.forEach(hold -> hold.renewed(at, ours.contains(hold.claim.owner())));
        } catch (Problem e) {
            LOG.log(Level.DEBUG, "leases cannot be renewed now: {0}", e.sentence());
        }
    }
}
