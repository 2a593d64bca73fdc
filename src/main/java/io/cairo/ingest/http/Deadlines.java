package io.cairo.ingest.http;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends requests that take too long. The container could, but what it is told to end by some time it keeps until then, answered
 * or not: at thousands of requests a second that fills the memory.
 */
@ApplicationScoped
public class Deadlines {
    private static final Logger LOG = System.getLogger(Deadlines.class.getName());

    /** The whole of a request, from its head to its answer. */
    static final Duration EACH = Duration.ofSeconds(20);

    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();

    @Resource
    ManagedScheduledExecutorService timer;

    /** Each is ended by itself: a sender who reads no answer must not hold up the others' deadlines. */
    private Executor ending = Runnable::run;

    private Future<?> looking = CompletableFuture.completedFuture(null);

    @PostConstruct
    void start() {
        ending = timer;
        looking = timer.scheduleWithFixedDelay(() -> look(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        looking.cancel(false);
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    void begin(Exchange exchange) {
        open.add(exchange);
    }

    void end(Exchange exchange) {
        open.remove(exchange);
    }

    /** @param now on the clock of {@link System#nanoTime} */
    void look(long now) {
        List<Exchange> late =
                open.stream().filter(exchange -> exchange.isLate(now)).toList();
        open.removeAll(late);
        late.forEach(exchange -> ending.execute(() -> giveUp(exchange)));
    }

    /** The root of what is done here: whatever happens to one, the others are looked at again. */
    private static void giveUp(Exchange exchange) {
        try {
            exchange.timeOut();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a request that took too long could not be ended", e);
        }
    }
}
