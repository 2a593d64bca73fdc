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

/**
 * Requests that wait for a writer, in their order and bounded in bytes. Safe for many threads.
 *
 * <p>While one writer is busy, others take only what is much or has waited long: groups that are twice as large cost the
 * database nearly half as much, and one who is held up holds up nobody else for long.
 */
final class Waiting {
    private static final Duration LATER = Duration.ofSeconds(1);

    /** Messages enough for another writer. */
    static final int MUCH = 250;

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
    private final Duration patience;
    private long bytes;
    private int messages;
    private int busy;
    private boolean closed;

    /**
     * @param mostBytes of payload that may wait
     * @param groupMessages that one group gathers, unless one request alone has more
     * @param groupBytes likewise
     * @param patience how long little waits for a writer who is busy while another is free
     */
    Waiting(long mostBytes, int groupMessages, long groupBytes, Duration patience) {
        this.mostBytes = mostBytes;
        this.groupMessages = groupMessages;
        this.groupBytes = groupBytes;
        this.patience = patience;
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
        messages += submission.passages.size();
        if (isForMe(submission.since) || queue.size() == 1) {
            notify();
        }
    }

    /**
     * The next group: what waits, up to the bounds; waits for at least one. Empty only when closed and all is taken. Who has
     * taken one says {@link #done} after it.
     */
    synchronized List<Submission> take() throws InterruptedException {
        while (!isForMe(System.nanoTime()) && !(closed && queue.isEmpty())) {
            wait(busy > 0 ? patience.toMillis() : 0);
        }
        List<Submission> group = new ArrayList<>();
        int taken = 0;
        long takenBytes = 0;
        while (!queue.isEmpty() && fits(group, taken, takenBytes)) {
            Submission next = queue.removeFirst();
            group.add(next);
            taken += next.passages.size();
            takenBytes += next.bytes;
        }
        bytes -= takenBytes;
        messages -= taken;
        busy += group.isEmpty() ? 0 : 1;
        return group;
    }

    /** A group that was taken is written, or given up. */
    synchronized void done() {
        busy--;
    }

    private boolean isForMe(long now) {
        return !queue.isEmpty()
                && (busy == 0
                        || closed
                        || messages >= MUCH
                        || queue.getFirst().age(now).compareTo(patience) >= 0);
    }

    /** Takes no more; those that wait are still handed out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private boolean fits(List<Submission> group, int taken, long takenBytes) {
        Submission next = queue.getFirst();
        boolean alone = group.isEmpty();
        return alone || (taken + next.passages.size() <= groupMessages && takenBytes + next.bytes <= groupBytes);
    }
}
