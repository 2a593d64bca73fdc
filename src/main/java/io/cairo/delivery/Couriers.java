package io.cairo.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sends couriers to the destinations that have work: one to each, and again if it was called meanwhile. After some seconds a
 * courier lets others have their turn, and those whose receivers keep couriers waiting, or take nothing, have couriers of
 * their own: however many of them there are, the others do not wait for them.
 */
final class Couriers {
    private static final Logger LOG = System.getLogger(Couriers.class.getName());

    private final Courier courier;
    private final Ledger ledger;
    private final ExecutorService quick;
    private final ExecutorService patient;
    private final String node = UUID.randomUUID().toString();
    private final ConcurrentHashMap<UUID, Boolean> calledAgain = new ConcurrentHashMap<>();
    private final Set<UUID> slow = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param patient runs those that wait for slow receivers */
    Couriers(Courier courier, Ledger ledger, ExecutorService quick, ExecutorService patient) {
        this.courier = courier;
        this.ledger = ledger;
        this.quick = quick;
        this.patient = patient;
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

    private void send(Ledger.Waiting waiting) {
        if (calledAgain.putIfAbsent(waiting.destination(), false) == null) {
            submit(waiting.destination(), waiting.failing());
        }
    }

    private void submit(UUID destination, boolean failing) {
        try {
            (failing || slow.contains(destination) ? patient : quick).execute(() -> serve(destination));
        } catch (RejectedExecutionException e) {
            calledAgain.remove(destination);
        }
    }

    private void serve(UUID destination) {
        boolean again = false;
        try {
            again = !stopping && served(destination);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Delivery to " + destination + " was interrupted and will be taken up again", e);
        } finally {
            if (again) {
                submit(destination, false);
            } else {
                calledAgain.remove(destination);
            }
        }
    }

    private boolean served(UUID destination) throws InterruptedException {
        calledAgain.put(destination, false);
        Courier.Served served = courier.serve(destination, node + ":" + UUID.randomUUID(), () -> !stopping);
        if (served.slow()) {
            slow.add(destination);
        } else if (served.worked()) {
            slow.remove(destination);
        }
        return served.more() || calledAgain.getOrDefault(destination, false);
    }
}
