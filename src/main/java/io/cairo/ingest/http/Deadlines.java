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

    private Future<?> looking = CompletableFuture.completedFuture(null);

    @PostConstruct
    void start() {
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
        List<Exchange> over =
                open.stream().filter(exchange -> exchange.isOver(now)).toList();
        over.forEach(this::giveUp);
    }

    /** One that cannot be ended must not keep the others. */
    private void giveUp(Exchange exchange) {
        open.remove(exchange);
        try {
            exchange.timeOut();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a request that took too long could not be ended: {0}", e.getMessage());
        }
    }
}
