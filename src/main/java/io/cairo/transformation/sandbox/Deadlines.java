package io.cairo.transformation.sandbox;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends workers that do not answer in time. A thread of its own, and none of the server's pool: it has to act when those
 * all wait.
 */
final class Deadlines implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;

    private final Set<Child> alive = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "cairo-worker-deadlines");

    private volatile boolean isClosed;

    Deadlines() {
        thread.setDaemon(true);
        thread.start();
    }

    /** One that comes too late is ended at once. */
    void add(Child child) {
        alive.add(child);
        if (isClosed) {
            child.kill();
        }
    }

    List<Long> pids() {
        return alive.stream().filter(child -> !child.isDead()).map(Child::pid).toList();
    }

    private void watch() {
        try {
            while (true) {
                alive.forEach(Child::killIfOverdue);
                alive.removeIf(Child::isDead);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all that are left. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        alive.forEach(Child::kill);
    }
}
