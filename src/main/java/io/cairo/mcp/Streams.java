package io.cairo.mcp;

import io.cairo.base.JsonTree;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** How many streams may be open at once on this node, in all and for one caller, since each holds a thread. */
final class Streams {
    private static final int MOST = 200;
    private static final int MOST_OF_ONE = 32;

    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final Executor executor;
    private int all;

    Streams(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs the work on a thread of its own and counts it as open until it ends.
     *
     * @throws Refusal OVERLOADED
     */
    void run(String principal, Runnable work) {
        enter(principal);
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } finally {
                    leave(principal);
                }
            });
        } catch (RejectedExecutionException e) {
            leave(principal);
            throw full("Cairo has no thread to spare; try again in a moment");
        }
    }

    /** @throws Refusal OVERLOADED */
    synchronized void enter(String principal) {
        if (all >= MOST) {
            throw full("Cairo serves as many streams as it can; try again in a moment");
        }
        if (open.getOrDefault(principal, 0) >= MOST_OF_ONE) {
            throw full("This key has " + MOST_OF_ONE + " streams open; close one");
        }
        open.merge(principal, 1, Integer::sum);
        all++;
    }

    synchronized void leave(String principal) {
        open.computeIfPresent(principal, (any, count) -> count == 1 ? null : count - 1);
        all--;
    }

    private static Refusal full(String sentence) {
        return Refusal.exactly(
                        Fault.OVERLOADED,
                        JsonTree.JSON
                                .createObjectBuilder()
                                .add("message", sentence)
                                .add("retry_after", 1)
                                .build())
                .with("Retry-After", "1");
    }
}
