package io.cairo.mcp;

import io.cairo.base.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way from a call that is under way to whoever made it: as a stream of server-sent events, or, if the
 * answer is the first of them, as that alone. One thread sends, another one pumps.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class Flow {
    private static final byte[] BEFORE = "event: message\ndata: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] STILL_HERE = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final int MOST_WAITING = 1_000;
    private static final int PATIENCE_SECONDS = 30;

    /** @param last the answer, after which nothing comes; without a body if there is none to give */
    @SuppressWarnings("ArrayRecordComponent") // written once, on the spot
    private record Message(byte[] body, @Nullable Answer last) {}

    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Duration beat;
    private final Runnable still;
    private final Runnable gone;
    private volatile boolean closed;
    private @Nullable Message first;
    private Runnable atEnd = () -> {};

    /**
     * @param beat how often to say that nothing has happened, which is also how soon a caller who left is missed
     * @param still what to do at each beat
     * @param gone what to do when the caller has left; may be called more than once
     */
    Flow(Duration beat, Runnable still, Runnable gone) {
        this.beat = beat;
        this.still = still;
        this.gone = gone;
    }

    /** Sends a message before the answer; waits while too many wait. Nothing happens after the end. */
    void send(JsonText.Writer message) {
        put(new Message(JsonText.bytes(message), null));
    }

    /** Sends the answer, which ends the flow. */
    void end(Answer answer) {
        put(new Message(answer.body(), answer));
    }

    private void put(Message message) {
        try {
            if (!closed && !waiting.offer(message, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** The answer, if it is there so soon and nothing else came before it. */
    Optional<Answer> only(Duration wait) throws InterruptedException {
        first = waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.ofNullable(first).map(Message::last);
    }

    /**
     * Writes everything as events until the end.
     *
     * @throws IOException if whoever listened is gone
     */
    void pump(OutputStream out) throws IOException {
        try {
            open(out);
            @Nullable Message message = first == null ? next(out) : first;
            while (message != null && !closed) {
                write(out, message);
                message = message.last() == null ? next(out) : null;
            }
        } catch (IOException e) {
            gone.run();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            gone.run();
        } finally {
            close();
        }
    }

    /** Liberty holds back what is written before the first flush until the second one. */
    private static void open(OutputStream out) throws IOException {
        out.write(STILL_HERE);
        out.flush();
    }

    private @Nullable Message next(OutputStream out) throws IOException, InterruptedException {
        while (!closed) {
            Message message = waiting.poll(beat.toMillis(), TimeUnit.MILLISECONDS);
            if (message != null) {
                return message;
            }
            out.write(STILL_HERE);
            out.flush();
            still.run();
        }
        return null;
    }

    private static void write(OutputStream out, Message message) throws IOException {
        if (message.body().length > 0) {
            out.write(BEFORE);
            out.write(message.body());
            out.write(AFTER);
            out.flush();
        }
    }

    /** Says what to do, once, when the flow ends in whatever way. */
    void whenClosed(Runnable work) {
        atEnd = work;
    }

    /** Ends it without an answer. */
    void close() {
        Runnable work;
        synchronized (this) {
            work = atEnd;
            atEnd = () -> {};
            closed = true;
        }
        waiting.clear();
        work.run();
    }

    boolean isClosed() {
        return closed;
    }
}
