package io.cairo.system;

import io.cairo.base.Database;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database whether it answers, waits at most a second, and remembers the answer for another, so that nobody can
 * wear it out by asking. There is never more than one question under way.
 */
@ApplicationScoped
public class Probe {
    private static final Duration LIFE = Duration.ofSeconds(1);

    /**
     * What was found.
     *
     * @param took how long the database needed
     */
    record Finding(boolean reachable, Instant at, Duration took) {}

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    private @Nullable Future<?> asking;
    private @Nullable Finding last;

    /** Whether the database answers, as of a second ago at most. */
    synchronized Finding find() {
        Instant now = clock.instant();
        if (last == null || !now.isBefore(last.at().plus(LIFE))) {
            boolean reachable = answers();
            Instant then = clock.instant();
            last = new Finding(reachable, then, Duration.between(now, then));
        }
        return last;
    }

    private boolean answers() {
        try {
            Future<?> question = asking == null || asking.isDone() ? executor.submit(this::ask) : asking;
            asking = question;
            question.get(LIFE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return false;
        }
    }

    private void ask() {
        database.first("SELECT 1", row -> row.getInt(1));
    }
}
