package io.cairo.ingest.http;

import io.cairo.ingest.reading.Inflated;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** One request being read: gathers the body as it comes, bounded in bytes and time, and hands it on whole. */
final class Exchange implements ReadListener, AsyncListener {
    private static final int CHUNK = 16 * 1024;

    private final AsyncContext context;
    private final int most;
    private final Consumer<byte[]> whole;
    private final ByteArrayOutputStream body;
    private final byte[] chunk;
    private volatile boolean read;

    Exchange(AsyncContext context, int most, Consumer<byte[]> whole) {
        this.context = context;
        this.most = most;
        this.whole = whole;
        int announced = context.getRequest().getContentLength();
        this.body = new ByteArrayOutputStream(announced > 0 ? Math.min(announced, most) : CHUNK);
        this.chunk = new byte[announced > 0 ? Math.min(announced + 1, CHUNK) : CHUNK];
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream in = context.getRequest().getInputStream();
        while (!read && in.isReady()) {
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            body.write(chunk, 0, count);
            if (body.size() > most) {
                refuse(Reply.of(Inflated.tooLarge(most)));
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!read) {
            read = true;
            whole.accept(body.toByteArray());
        }
    }

    /** The sender is gone, or fell silent; whoever still listens must not take the end for a success. */
    @Override
    public void onError(Throwable failure) {
        if (!read) {
            refuse(Reply.of(IngestServlet.incomplete()));
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        read = true;
        refuse(Reply.of(IngestServlet.timeout()));
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
