package io.cairo.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** Sends couriers to the destinations that have work: one to each, and again if it was called meanwhile. */
final class Couriers {
    private static final Logger LOG = System.getLogger(Couriers.class.getName());

    private final Courier courier;
    private final Ledger ledger;
    private final ExecutorService executor;
    private final String node = UUID.randomUUID().toString();
    private final ConcurrentHashMap<UUID, Boolean> calledAgain = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Couriers(Courier courier, Ledger ledger, ExecutorService executor) {
        this.courier = courier;
        this.ledger = ledger;
        this.executor = executor;
    }

    /** Looks which destinations have work, and sends there. */
    void wake() {
        calledAgain.replaceAll((destination, called) -> true);
        if (!stopping) {
            ledger.waiting().forEach(this::send);
        }
    }

    /** No new request begins after this. */
    void stop() {
        stopping = true;
    }

    /** Whether nobody is on the way. */
    boolean isIdle() {
        return calledAgain.isEmpty();
    }

    private void send(UUID destination) {
        if (calledAgain.putIfAbsent(destination, false) != null) {
            return;
        }
        try {
            executor.execute(() -> serve(destination));
        } catch (RejectedExecutionException e) {
            calledAgain.remove(destination);
        }
    }

    private void serve(UUID destination) {
        try {
            boolean more = true;
            while (more && !stopping) {
                calledAgain.put(destination, false);
                more = courier.serve(destination, node + ":" + UUID.randomUUID(), () -> !stopping)
                        || calledAgain.getOrDefault(destination, false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Delivery to " + destination + " was interrupted and will be taken up again", e);
        } finally {
            calledAgain.remove(destination);
        }
    }
}
