package io.cairo.ingest.http;

import io.cairo.ingest.reading.Inflated;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** Gathers the body of an exchange as it comes, bounded in bytes, and hands it on whole. */
final class BodyReader implements ReadListener {
    private static final int CHUNK = 16 * 1024;
    private static final byte[] NOTHING = {};

    private final Exchange exchange;
    private final ServletInputStream in;
    private final int most;
    private final int announced;
    private final Consumer<byte[]> whole;
    private byte[] body;
    private int size;

    private BodyReader(Exchange exchange, ServletInputStream in, int most, int announced, Consumer<byte[]> whole) {
        this.exchange = exchange;
        this.in = in;
        this.most = most;
        this.announced = announced;
        this.whole = whole;
        this.body = new byte[announced > 0 && announced < CHUNK ? announced : CHUNK];
    }

    /**
     * Begins to read.
     *
     * @param most bytes that are taken
     * @param whole gets the body, and must see to it that the exchange is answered
     */
    static void begin(Exchange exchange, int most, Consumer<byte[]> whole) throws IOException {
        ServletInputStream in = exchange.context().getRequest().getInputStream();
        int announced = exchange.context().getRequest().getContentLength();
        in.setReadListener(new BodyReader(exchange, in, most, announced, whole));
    }

    /** An exchange is not ended for its lateness while it is being read. */
    @Override
    public void onDataAvailable() throws IOException {
        synchronized (exchange) {
            while (exchange.isReading() && in.isReady()) {
                if (!hasRoom()) {
                    return;
                }
                int count = in.read(body, size, body.length - size);
                if (count < 0) {
                    return;
                }
                size += count;
                if (size > most) {
                    exchange.refuse(Reply.of(Inflated.tooLarge(most)));
                }
            }
        }
    }

    /** Makes room, unless nothing more comes. */
    private boolean hasRoom() {
        if (size < body.length) {
            return true;
        }
        if (in.isFinished()) {
            return false;
        }
        body = Arrays.copyOf(body, larger());
        return true;
    }

    /** Room for what was announced, but no more than eight times of what came. */
    private int larger() {
        int wanted = announced > size ? announced : 4 * size;
        return Math.min(Math.min(wanted, 8 * size), most + 1);
    }

    /** A failure here would reach nobody: the container believes that the request is being answered. */
    @Override
    public void onAllDataRead() {
        if (!exchange.isReading()) {
            return;
        }
        exchange.whole();
        try {
            whole.accept(taken());
        } catch (RuntimeException e) {
            exchange.answer(Faults.reply(e));
        }
    }

    /** The body, which this does not hold any more: what becomes of it may take its time. */
    private byte[] taken() {
        byte[] taken = size == body.length ? body : Arrays.copyOf(body, size);
        body = NOTHING;
        return taken;
    }

    /** The sender is gone, or fell silent; whoever still listens must not take the end for a success. */
    @Override
    public void onError(Throwable failure) {
        if (exchange.isReading()) {
            exchange.refuse(Reply.of(IngestServlet.incomplete()));
        }
    }
}
