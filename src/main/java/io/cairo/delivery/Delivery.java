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
 * which hang can neither block each other's lanes nor take the threads that answer requests. All couriers together need
 * fewer connections than the pool has, so that those who write the log never wait for one.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@ManagedExecutorDefinition(name = "java:module/concurrent/couriers", maxAsync = 12)
@ManagedExecutorDefinition(name = "java:module/concurrent/patient", maxAsync = 4)
@ManagedExecutorDefinition(name = "java:module/concurrent/lanes", maxAsync = 48)
public class Delivery {
    private static final Logger LOG = System.getLogger(Delivery.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Resource(lookup = "java:module/concurrent/couriers")
    ManagedExecutorService executor;

    /** For destinations whose receivers are slow or take nothing. */
    @Resource(lookup = "java:module/concurrent/patient")
    ManagedExecutorService patient;

    /** Three for each courier, who does the work of the first lane. */
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
    Alerts alerts;

    @Inject
    Bell bell;

    private Dispatch dispatch;
    private Paces paces;
    private Couriers couriers;
    private List<Future<?>> timers = List.of();

    @PostConstruct
    void start() {
        Ledger ledger = new Ledger(database);
        paces = new Paces(database);
        dispatch = new Dispatch(ways, lanes, clock);
        Heartbeat heartbeat = new Heartbeat(ledger::renew);
        Shift.Tools with = new Shift.Tools(
                ledger,
                paces,
                new Retries(database),
                log,
                dispatch,
                new Backoff(RandomGenerator.getDefault()),
                metrics::settled);
        Courier courier = new Courier(with, heartbeat, destinations::endpoint, transformations::of);
        couriers = new Couriers(courier, ledger, executor, patient);
        timers = List.of(
                timer.scheduleWithFixedDelay(this::poll, 1, 1, TimeUnit.SECONDS),
                timer.scheduleWithFixedDelay(heartbeat::beat, 1, 1, TimeUnit.SECONDS),
                timer.scheduleWithFixedDelay(alerts::look, 10, 10, TimeUnit.SECONDS),
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

    /** How else something is sent as delivery sends it; for as long as this bean lives. */
    public Dispatch dispatch() {
        return dispatch;
    }

    /** How much of that may be sent. */
    public Paces paces() {
        return paces;
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
