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

    Deadlines() {
        thread.setDaemon(true);
        thread.start();
    }

    void add(Child child) {
        alive.add(child);
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
        thread.interrupt();
        alive.forEach(Child::kill);
    }
}
