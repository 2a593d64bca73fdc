package io.cairo.transformation.sandbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one kind. None is there before the first is asked for; from then on so many, working or waiting, and each
 * that dies is replaced in the background. All are let go when none has been wanted for a while.
 */
final class Pool implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Pool.class.getName());

    private final Launch launch;
    private final Deadlines deadlines;
    private final int all;
    private final @Nullable Duration kept;
    private final AtomicBoolean retiring = new AtomicBoolean();
    private final AtomicInteger uses = new AtomicInteger();
    private final ConcurrentLinkedDeque<Child> ready = new ConcurrentLinkedDeque<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger died = new AtomicInteger();
    private final AtomicBoolean filling = new AtomicBoolean();
    private volatile boolean isStarted;
    private volatile boolean isClosed;

    /**
     * @param all how many there are once it is used
     * @param kept how long they are that nobody wants; null for ever
     */
    Pool(Launch launch, Deadlines deadlines, int all, @Nullable Duration kept) {
        this.launch = launch;
        this.deadlines = deadlines;
        this.all = all;
        this.kept = kept;
    }

    /** One that lives, at once if one waits. To be given back. @throws IOException if none can be started */
    Child take() throws IOException {
        busy.incrementAndGet();
        try {
            Child waiting = waiting();
            Child child = waiting == null ? started() : waiting;
            fill();
            return child;
        } catch (IOException e) {
            busy.decrementAndGet();
            throw e;
        }
    }

    private Child started() throws IOException {
        Child child = launch.start(deadlines);
        isStarted = true;
        return child;
    }

    private @Nullable Child waiting() {
        Child next = ready.pollFirst();
        while (next != null && next.isDead()) {
            died.incrementAndGet();
            next = ready.pollFirst();
        }
        return next;
    }

    void giveBack(Child child) {
        busy.decrementAndGet();
        if (child.isDying()) {
            died.incrementAndGet();
        } else {
            ready.addFirst(child); // the one that is warmest
        }
        if (isClosed) {
            child.kill();
        }
        fill();
        int use = uses.incrementAndGet();
        if (kept != null && retiring.compareAndSet(false, true)) {
            retireAfter(kept, use);
        }
    }

    private void retireAfter(Duration time, int use) {
        Executor later = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
        Future<?> unused = CompletableFuture.runAsync(() -> retireUnlessUsed(time, use), later);
    }

    private void retireUnlessUsed(Duration time, int use) {
        int now = uses.get();
        if (now != use || busy.get() > 0) {
            retireAfter(time, now);
            return;
        }
        retiring.set(false);
        retire();
    }

    /** Whether there has been one that was ready. */
    boolean isStarted() {
        return isStarted;
    }

    /** Starts in the background what is missing. */
    void fill() {
        if (!isClosed && busy.get() + ready.size() < all && filling.compareAndSet(false, true)) {
            Future<?> unused = CompletableFuture.runAsync(this::startMissing);
        }
    }

    private void startMissing() {
        try {
            while (!isClosed && busy.get() + ready.size() < all) {
                ready.addLast(started());
            }
        } catch (IOException e) {
            LOG.log(isClosed ? Level.DEBUG : Level.WARNING, "no worker could be started: {0}", e.getMessage());
        } finally {
            filling.set(false);
        }
    }

    /** Lets all go that wait; others are started when they are needed. */
    void retire() {
        for (Child child = ready.pollFirst(); child != null; child = ready.pollFirst()) {
            child.kill();
        }
    }

    /** How many have died, of a script or otherwise. */
    int died() {
        return died.get();
    }

    String confinement() {
        return launch.confinement();
    }

    @Override
    public void close() {
        isClosed = true;
        retire();
    }
}
