package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.destination.Destinations;
import io.cairo.destination.egress.Ways;
import io.cairo.event.Log;
import io.cairo.transformation.DestinationTransformations;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Runs delivery on this node from start to stop. Couriers and their lanes have executors of their own, so that receivers
 * which hang can neither block each other's lanes nor take the threads that answer requests.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@ManagedExecutorDefinition(name = "java:module/concurrent/couriers", maxAsync = 16)
@ManagedExecutorDefinition(name = "java:module/concurrent/lanes", maxAsync = 48)
public class Delivery {
    private static final Logger LOG = System.getLogger(Delivery.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Resource(lookup = "java:module/concurrent/couriers")
    ManagedExecutorService executor;

    @Resource(lookup = "java:module/concurrent/lanes")
    ManagedExecutorService lanes;

    @Resource
    ManagedScheduledExecutorService timer;

    @Inject
    Database database;

    @Inject
    Log log;

    @Inject
    Destinations destinations;

    @Inject
    DestinationTransformations transformations;

    @Inject
    Ways ways;

    @Inject
    Clock clock;

    @Inject
    DeliveryMetrics metrics;

    @Inject
    Bell bell;

    private Couriers couriers;
    private List<Future<?>> timers = List.of();

    @PostConstruct
    void start() {
        Ledger ledger = new Ledger(database);
        Courier courier = new Courier(
                ledger,
                new Retries(database),
                log,
                destinations::endpoint,
                transformations::of,
                ways,
                lanes,
                clock,
                new Backoff(RandomGenerator.getDefault()),
                metrics::settled);
        couriers = new Couriers(courier, ledger, executor);
        timers = List.of(
                timer.scheduleWithFixedDelay(this::poll, 1, 1, TimeUnit.SECONDS),
                timer.scheduleWithFixedDelay(metrics::measure, 5, 10, TimeUnit.SECONDS),
                timer.scheduleWithFixedDelay(ways::sweep, 250, 250, TimeUnit.MILLISECONDS));
    }

    /** There may be work: somebody rang, or a second has passed. Never throws. */
    public void wake() {
        try {
            couriers.wake();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Delivery cannot look for work now: {0}", e.getMessage());
        }
    }

    private void poll() {
        bell.heard();
        wake();
    }

    /** No new request begins; those on their way may end, but not for long. */
    @PreDestroy
    void stop() {
        couriers.stop();
        timers.forEach(future -> future.cancel(false));
        await();
        ways.cancelAll();
        await();
        ways.close();
        LOG.log(Level.DEBUG, "delivery has stopped");
    }

    private void await() {
        long end = System.nanoTime() + GRACE.toNanos();
        try {
            while (!couriers.isIdle() && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
