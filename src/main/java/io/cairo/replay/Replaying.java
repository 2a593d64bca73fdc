package io.cairo.replay;

import io.cairo.delivery.Backoff;
import io.cairo.delivery.Delivery;
import io.cairo.delivery.Heartbeat;
import io.cairo.destination.Destinations;
import io.cairo.transformation.DestinationTransformations;
import io.cairo.transformation.Treatment;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Runs replays on this node from start to stop, a few at a time and in threads of their own, so that they never take those
 * that deliver what is new. Depends on delivery, whose way out they use and which so stops after them.
 */
@Singleton
@Startup
@DependsOn("Delivery")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@ManagedExecutorDefinition(name = "java:module/concurrent/replays", maxAsync = 4)
public class Replaying {
    private static final Logger LOG = System.getLogger(Replaying.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Set<UUID> atWork = ConcurrentHashMap.newKeySet();
    private final String node = UUID.randomUUID().toString();

    @Resource(lookup = "java:module/concurrent/replays")
    ManagedExecutorService executor;

    @Resource
    ManagedScheduledExecutorService timer;

    @Inject
    Delivery delivery;

    @Inject
    Walks walks;

    @Inject
    Slices slices;

    @Inject
    Destinations destinations;

    @Inject
    DestinationTransformations transformations;

    @Inject
    Clock clock;

    private Walker walker;
    private List<Future<?>> timers = List.of();
    private volatile boolean stopping;

    @PostConstruct
    void start() {
        Heartbeat heartbeat = new Heartbeat(walks::renew);
        walker = new Walker(
                walks,
                slices,
                destinations::endpoint,
                this::treatment,
                new Walker.Way(delivery.dispatch(), delivery.paces(), heartbeat),
                new Backoff(RandomGenerator.getDefault()),
                clock,
                time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
        timers = List.of(
                timer.scheduleWithFixedDelay(this::poll, 1, 1, TimeUnit.SECONDS),
                timer.scheduleWithFixedDelay(heartbeat::beat, 1, 1, TimeUnit.SECONDS));
    }

    private Optional<Treatment> treatment(Walk walk) {
        Walk.Rewritten rewritten = walk.rewritten();
        return rewritten == null || walk.originals()
                ? transformations.of(walk.destination())
                : Optional.of(transformations.of(walk.destination(), rewritten.transformation(), rewritten.version()));
    }

    /** Must not throw: the timer would never call it again. */
    private void poll() {
        try {
            walks.waiting().forEach(this::send);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Replays cannot be looked for now: {0}", e.getMessage());
        }
    }

    private void send(UUID replay) {
        if (stopping || !atWork.add(replay)) {
            return;
        }
        try {
            executor.execute(() -> serve(replay));
        } catch (RejectedExecutionException e) {
            atWork.remove(replay);
        }
    }

    private void serve(UUID replay) {
        try {
            walker.serve(replay, node + ":" + UUID.randomUUID(), () -> !stopping);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Replay " + replay + " was interrupted and will be taken up again", e);
        } finally {
            atWork.remove(replay);
        }
    }

    /** No new request begins; those on their way may end, but not for long. */
    @PreDestroy
    void stop() {
        stopping = true;
        timers.forEach(future -> future.cancel(false));
        long end = System.nanoTime() + GRACE.toNanos();
        try {
            while (!atWork.isEmpty() && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
