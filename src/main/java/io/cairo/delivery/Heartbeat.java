package io.cairo.delivery;

import io.cairo.base.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps this node's leases alive, however long a receiver takes to answer (the sender cuts every request off at its own time),
 * and notices when somebody has stopped or deleted what they are about. Somebody must call {@link #beat} every second; a lease
 * that was not renewed for as long as it lasts is taken for lost. For many threads.
 */
public final class Heartbeat {
    /** How long a lease lasts unless it is renewed. After a node has died, another one waits no longer than that. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(Heartbeat.class.getName());

    private final Renewal renewal;
    private final Collection<Hold> holds = ConcurrentHashMap.newKeySet();

    public Heartbeat(Renewal renewal) {
        this.renewal = renewal;
    }

    /**
     * What somebody works on, and under which name.
     *
     * @param owner a text that no other lease has
     */
    public record Lease(UUID of, String owner) {}

    /** Takes them for {@link #LEASE} more. */
    @FunctionalInterface
    public interface Renewal {
        /**
         * The owners of those that are still theirs.
         *
         * @throws Problem if the database cannot be asked
         */
        Set<String> renew(List<Lease> leases);
    }

    /** A lease that is renewed until it is closed. */
    public final class Hold implements AutoCloseable {
        private final Lease lease;
        private volatile long renewed = System.nanoTime();
        private volatile boolean lost;

        private Hold(Lease lease) {
            this.lease = lease;
        }

        /** Whether it is still ours. */
        public boolean isHeld() {
            return !lost && System.nanoTime() - renewed < LEASE.toNanos();
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

    /** Takes care of a lease that has just been taken. */
    public Hold hold(UUID of, String owner) {
        Hold hold = new Hold(new Lease(of, owner));
        holds.add(hold);
        return hold;
    }

    /** Renews what is held. Never throws. */
    public void beat() {
        Set<Hold> held = Set.copyOf(holds);
        if (held.isEmpty()) {
            return;
        }
        try {
            long at = System.nanoTime();
            Set<String> ours =
                    renewal.renew(held.stream().map(hold -> hold.lease).toList());
            held.forEach(hold -> hold.renewed(at, ours.contains(hold.lease.owner())));
        } catch (Problem e) {
            LOG.log(Level.DEBUG, "leases cannot be renewed now: {0}", e.sentence());
        }
    }
}
