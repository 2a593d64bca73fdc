package io.cairo.ingest.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request until its answer, which it gets once, from whoever comes first, and in time. For many threads. */
final class Exchange implements AsyncListener {
    private static final String JSON = "application/json";

    private final AsyncContext context;
    private final Deadlines deadlines;
    private final long begin = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean whole;
    private volatile boolean ended;

    private Exchange(AsyncContext context, Deadlines deadlines) {
        this.context = context;
        this.deadlines = deadlines;
    }

    /** From now on it is this that ends it in time, and not the container. */
    static Exchange begin(AsyncContext context, Deadlines deadlines) {
        Exchange exchange = new Exchange(context, deadlines);
        context.setTimeout(0);
        context.addListener(exchange);
        deadlines.begin(exchange);
        return exchange;
    }

    AsyncContext context() {
        return context;
    }

    /** All of the request is here: what it waits for now is ours. */
    void whole() {
        whole = true;
    }

    /** Whether more of it is to come: it is not whole, not answered, and somebody is there to be answered. */
    boolean isReading() {
        return !whole && !ended && !answered.get();
    }

    /** Whether it is so late that it should have been answered; on the clock of {@link System#nanoTime}. */
    boolean isLate(long now) {
        return now - begin > Deadlines.EACH.toNanos();
    }

    /** Answers in JSON, if nobody has. */
    void answer(Reply reply) {
        answer(JSON, reply);
    }

    void answer(String contentType, Reply reply) {
        if (isMine()) {
            Replies.finish(context, contentType, reply);
        }
    }

    /** What is left of the body is not worth reading: the connection ends with the answer. */
    void refuse(Reply reply) {
        if (isMine()) {
            ((HttpServletResponse) context.getResponse()).setHeader("Connection", "close");
            Replies.finish(context, JSON, reply);
        }
    }

    /** A sender that was too slow is told so; one that was not, and waits for a commit, must send again. */
    synchronized void timeOut() {
        refuse(Reply.of(whole ? IngestServlet.undecided() : IngestServlet.timeout()));
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    /** The container counts no time; see {@link Deadlines}. */
    @Override
    public void onTimeout(AsyncEvent event) {
        timeOut();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        ended = false;
    }

    /** Whether the caller is the first who answers, and so the only one. */
    private boolean isMine() {
        boolean first = answered.compareAndSet(false, true);
        deadlines.end(this);
        return first;
    }

    private void end() {
        ended = true;
        deadlines.end(this);
    }
}
