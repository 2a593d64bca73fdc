package io.cairo.transformation.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Who may use a worker: as many at once as there are workers, of one owner one less, so that no owner holds them all. */
final class Turns {
    private final int each;
    private final Map<String, Integer> taken = new HashMap<>();
    private int free;

    Turns(int workers) {
        free = workers;
        each = Math.max(1, workers - 1);
    }

    /** Waits for a turn; false if none came within {@code patience}. */
    synchronized boolean take(String owner, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (free == 0 || taken.getOrDefault(owner, 0) >= each) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        free--;
        taken.merge(owner, 1, Integer::sum);
        return true;
    }

    synchronized void giveBack(String owner) {
        free++;
        taken.computeIfPresent(owner, (key, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }
}
