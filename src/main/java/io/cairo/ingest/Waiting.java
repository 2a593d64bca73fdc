package io.cairo.ingest;

import io.cairo.base.Problem;
import io.cairo.message.Passage;
import io.cairo.message.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Requests that wait for a writer, in their order and bounded in bytes. Safe for many threads. */
final class Waiting {
    private static final Duration LATER = Duration.ofSeconds(1);

    /** What came of the messages of one request. */
    static final class Submission {
        private final List<Passage> passages;
        private final long bytes;
        private final long since;
        private final CompletableFuture<List<Receipt>> answer = new CompletableFuture<>();

        Submission(List<Passage> passages, long now) {
            this.passages = passages;
            this.since = now;
            this.bytes = passages.stream()
                    .mapToLong(passage -> passage.original().payload().length)
                    .sum();
        }

        List<Passage> passages() {
            return passages;
        }

        CompletableFuture<List<Receipt>> answer() {
            return answer;
        }

        /** How long it has waited, on the clock of {@link System#nanoTime}. */
        Duration age(long now) {
            return Duration.ofNanos(now - since);
        }
    }

    private final Deque<Submission> queue = new ArrayDeque<>();
    private final long mostBytes;
    private final int groupMessages;
    private final long groupBytes;
    private long bytes;
    private boolean closed;

    /**
     * @param mostBytes of payload that may wait
     * @param groupMessages that one group gathers, unless one request alone has more
     * @param groupBytes likewise
     */
    Waiting(long mostBytes, int groupMessages, long groupBytes) {
        this.mostBytes = mostBytes;
        this.groupMessages = groupMessages;
        this.groupBytes = groupBytes;
    }

    /** @throws Problem OVERLOADED if too much waits already, UNAVAILABLE if Cairo is stopping */
    synchronized void add(Submission submission) {
        if (closed) {
            throw Problem.later(Problem.Code.UNAVAILABLE, "Cairo is stopping; send the same request again", LATER);
        }
        if (bytes > 0 && bytes + submission.bytes > mostBytes) {
            throw Problem.later(
                    Problem.Code.OVERLOADED, "More arrives than can be written; send the same request again", LATER);
        }
        queue.addLast(submission);
        bytes += submission.bytes;
        notify();
    }

    /** The next group: what waits, up to the bounds; waits for at least one. Empty only when closed and all is taken. */
    synchronized List<Submission> take() throws InterruptedException {
        while (queue.isEmpty() && !closed) {
            wait();
        }
        List<Submission> group = new ArrayList<>();
        int messages = 0;
        long taken = 0;
        while (!queue.isEmpty() && fits(group, messages, taken)) {
            Submission next = queue.removeFirst();
            group.add(next);
            messages += next.passages.size();
            taken += next.bytes;
        }
        bytes -= taken;
        return group;
    }

    /** Takes no more; those that wait are still handed out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private boolean fits(List<Submission> group, int messages, long taken) {
        Submission next = queue.getFirst();
        boolean alone = group.isEmpty();
        return alone || (messages + next.passages.size() <= groupMessages && taken + next.bytes <= groupBytes);
    }
}
