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
import java.util.function.Consumer;

/** One request being read: gathers the body as it comes, bounded in bytes and time, and hands it on whole. */
final class Exchange implements ReadListener, AsyncListener {
    private static final int CHUNK = 16 * 1024;

    private final AsyncContext context;
    private final int most;
    private final Consumer<byte[]> whole;
    private final int announced;
    private byte[] body;
    private int size;
    private volatile boolean read;

    Exchange(AsyncContext context, int most, Consumer<byte[]> whole) {
        this.context = context;
        this.most = most;
        this.whole = whole;
        this.announced = context.getRequest().getContentLength();
        this.body = new byte[announced > 0 && announced < CHUNK ? announced : CHUNK];
    }

    @Override
    public void onDataAvailable() throws IOException {
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
            whole.accept(size == body.length ? body : Arrays.copyOf(body, size));
        } catch (RuntimeException e) {
            Replies.finish(context, Faults.reply(e));
        }
    }

    /** The sender is gone, or fell silent; whoever still listens must not take the end for a success. */
    @Override
    public void onError(Throwable failure) {
        if (!read) {
            refuse(Reply.of(IngestServlet.incomplete()));
        }
    }

    /** A sender that was too slow is told so; one that was not, and waits for a commit, must send again. */
    @Override
    public void onTimeout(AsyncEvent event) {
        refuse(Reply.of(read ? IngestServlet.undecided() : IngestServlet.timeout()));
    }

    /** What is left of the body is not worth reading: the connection ends with the answer. */
    private void refuse(Reply reply) {
        read = true;
        ((HttpServletResponse) context.getResponse()).setHeader("Connection", "close");
        Replies.finish(context, reply);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        read = true;
    }

    @Override
    public void onError(AsyncEvent event) {
        read = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        read = false;
    }
}
