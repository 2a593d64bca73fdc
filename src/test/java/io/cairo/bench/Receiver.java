package io.cairo.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A webhook that takes everything at once and counts the different events it was given. */
final class Receiver implements AutoCloseable {
    private static final byte[] FIELD = "\"messageId\"".getBytes(StandardCharsets.US_ASCII);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;
    private final BitSet seen = new BitSet();
    private int events;
    private int requests;
    private long firstAt;
    private long lastAt;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    synchronized void clear() {
        events = 0;
        requests = 0;
    }

    /**
     * Waits until that many different events are here.
     *
     * @throws TimeoutException if they do not come in time, with how many did
     */
    synchronized void await(int wanted, Duration patience) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (events < wanted) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException(events + " of " + wanted + " events were delivered within " + patience);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** When the first request since {@link #clear} came, as {@link System#nanoTime} says. */
    synchronized long firstAt() {
        return firstAt;
    }

    /** When the last new event came. */
    synchronized long lastAt() {
        return lastAt;
    }

    synchronized int requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        count(body, System.nanoTime());
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private synchronized void count(byte[] body, long now) {
        firstAt = requests++ == 0 ? now : firstAt;
        for (int at = find(body, 0); at >= 0; at = find(body, at)) {
            int value = at;
            while (value < body.length && body[value] != '"') {
                value++;
            }
            long number = Ids.number(body, value + 1);
            if (number >= 0 && !seen.get((int) number)) {
                seen.set((int) number);
                events++;
                lastAt = now;
            }
        }
        notifyAll();
    }

    /** Where the field's name ends, at or after a place; -1 if it does not come again. */
    private static int find(byte[] body, int from) {
        for (int i = from; i + FIELD.length <= body.length; i++) {
            if (body[i + 1] == FIELD[1] && body[i] == FIELD[0] && matches(body, i)) {
                return i + FIELD.length;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] body, int at) {
        for (int i = 2; i < FIELD.length; i++) {
            if (body[at + i] != FIELD[i]) {
                return false;
            }
        }
        return true;
    }
}
