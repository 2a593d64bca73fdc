package io.cairo.ingest.http;

import io.cairo.ingest.reading.Inflated;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * One request from its head to its answer: gathers the body as it comes, bounded in bytes and time, hands it on whole, and is
 * answered once, by whoever comes first.
 */
final class Exchange implements ReadListener, AsyncListener {
    private static final int CHUNK = 16 * 1024;
    private static final byte[] NOTHING = {};

    private final AsyncContext context;
    private final Deadlines deadlines;
    private final int most;
    private final BiConsumer<Exchange, byte[]> whole;
    private final int announced;
    private final long begin = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private byte[] body;
    private int size;
    private volatile boolean read;

    private Exchange(
            AsyncContext context, Deadlines deadlines, int most, int announced, BiConsumer<Exchange, byte[]> whole) {
        this.context = context;
        this.deadlines = deadlines;
        this.most = most;
        this.whole = whole;
        this.announced = announced;
        this.body = new byte[announced > 0 && announced < CHUNK ? announced : CHUNK];
    }

    /**
     * Begins to read.
     *
     * @param most bytes that are taken
     * @param whole gets the body, and must see to it that the exchange is answered
     */
    static void begin(AsyncContext context, Deadlines deadlines, int most, BiConsumer<Exchange, byte[]> whole)
            throws IOException {
        int announced = context.getRequest().getContentLength();
        Exchange exchange = new Exchange(context, deadlines, most, announced, whole);
        context.setTimeout(0);
        context.addListener(exchange);
        deadlines.begin(exchange);
        context.getRequest().getInputStream().setReadListener(exchange);
    }

    /** Answers, if nobody has. */
    void answer(Reply reply) {
        if (answered.compareAndSet(false, true)) {
            deadlines.end(this);
            Replies.finish(context, reply);
        }
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        ServletInputStream in = context.getRequest().getInputStream();
        while (!read && in.isReady()) {
            if (size == body.length) {
                if (in.isFinished()) {
                    return;
                }
                body = Arrays.copyOf(body, larger());
            }
            int count = in.read(body, size, body.length - size);
            if (count < 0) {
                return;
            }
            size += count;
            if (size > most) {
                refuse(Reply.of(Inflated.tooLarge(most)));
            }
        }
    }

    /** Room for what was announced, but no more than eight times of what came. */
    private int larger() {
        int wanted = announced > size ? announced : 4 * size;
        return Math.min(Math.min(wanted, 8 * size), most + 1);
    }

    /** A failure here would reach nobody: the container believes that the request is being answered. */
    @Override
    public void onAllDataRead() {
        if (read) {
            return;
        }
        read = true;
        try {
            whole.accept(this, taken());
        } catch (RuntimeException e) {
            answer(Faults.reply(e));
        }
    }

    /** The body, which this does not hold any more: what became of it may take its time. */
    private byte[] taken() {
        byte[] taken = size == body.length ? body : Arrays.copyOf(body, size);
        body = NOTHING;
        return taken;
    }

    /** The sender is gone, or fell silent; whoever still listens must not take the end for a success. */
    @Override
    public void onError(Throwable failure) {
        if (!read) {
            refuse(Reply.of(IngestServlet.incomplete()));
        }
    }

    boolean isOver(long now) {
        return now - begin > Deadlines.EACH.toNanos();
    }

    /** A sender that was too slow is told so; one that was not, and waits for a commit, must send again. */
    synchronized void timeOut() {
        refuse(Reply.of(read ? IngestServlet.undecided() : IngestServlet.timeout()));
    }

    /** What is left of the body is not worth reading: the connection ends with the answer. */
    private void refuse(Reply reply) {
        if (!answered.get()) {
            ((HttpServletResponse) context.getResponse()).setHeader("Connection", "close");
        }
        read = true;
        answer(reply);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        read = true;
        deadlines.end(this);
    }

    /** The container knows of no time: see {@link Deadlines}. */
    @Override
    public void onTimeout(AsyncEvent event) {
        timeOut();
    }

    @Override
    public void onError(AsyncEvent event) {
        read = true;
        deadlines.end(this);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        read = false;
    }
}
