package io.cairo.destination.egress;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Ends exchanges that take too long as a whole: a client's own timeouts count from byte to byte, so that one byte a second
 * would never end.
 */
final class Deadlines {
    private final Map<HttpUriRequestBase, Long> running = new ConcurrentHashMap<>();

    void start(HttpUriRequestBase request, Duration timeout) {
        running.put(request, System.nanoTime() + timeout.toNanos());
    }

    void end(HttpUriRequestBase request) {
        running.remove(request);
    }

    /** Whether an exchange that has not ended is over its time. */
    boolean isOver(HttpUriRequestBase request) {
        Long due = running.get(request);
        return due != null && System.nanoTime() - due >= 0;
    }

    /** Cancels what is over its time. */
    void sweep() {
        long now = System.nanoTime();
        running.forEach((request, due) -> {
            if (now - due >= 0) {
                request.cancel();
            }
        });
    }

    void cancelAll() {
        running.keySet().forEach(HttpUriRequestBase::cancel);
    }
}
