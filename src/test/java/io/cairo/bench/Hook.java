package io.cairo.bench;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One webhook of a {@link Receiver}: counts the different events that it took, and how often one came again. */
final class Hook {
    private static final byte[] FIELD = "\"messageId\"".getBytes(StandardCharsets.US_ASCII);

    /** What it does with requests. */
    enum Manner {
        TAKES,
        /** Accepts and never answers. */
        HANGS,
        /** Answers 500 to every other request. */
        FAILS_HALF
    }

    private final String url;
    private final Manner manner;
    private final BitSet seen = new BitSet();
    private int events;
    private int again;
    private int requests;
    private int refused;
    private long firstAt;
    private long lastAt;

    Hook(String url, Manner manner) {
        this.url = url;
        this.manner = manner;
    }

    String url() {
        return url;
    }

    /** Counts anew; what it has seen stays seen. */
    synchronized void clear() {
        events = 0;
        again = 0;
        requests = 0;
        refused = 0;
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

    /** Different events that were taken. */
    synchronized int events() {
        return events;
    }

    /** Events that were taken once more. */
    synchronized int again() {
        return again;
    }

    /** All requests that came. */
    synchronized int requests() {
        return requests;
    }

    /** Those of them that were answered with 500, or not at all. */
    synchronized int refused() {
        return refused;
    }

    /** When the first request since {@link #clear} came, as {@link System#nanoTime} says. */
    synchronized long firstAt() {
        return firstAt;
    }

    /** When the last new event came. */
    synchronized long lastAt() {
        return lastAt;
    }

    void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (takes(System.nanoTime())) {
            count(body, System.nanoTime());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else if (manner == Manner.FAILS_HALF) {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        } // one that hangs leaves the exchange open, and keeps no thread for it
    }

    private synchronized boolean takes(long now) {
        firstAt = requests++ == 0 ? now : firstAt;
        boolean takes = switch (manner) {
            case TAKES -> true;
            case HANGS -> false;
            case FAILS_HALF -> requests % 2 == 0;
        };
        refused += takes ? 0 : 1;
        return takes;
    }

    private synchronized void count(byte[] body, long now) {
        for (int at = find(body, 0); at >= 0; at = find(body, at)) {
            int value = at;
            while (value < body.length && body[value] != '"') {
                value++;
            }
            count(Ids.number(body, value + 1), now);
        }
        notifyAll();
    }

    private void count(long number, long now) {
        if (number < 0) {
            return;
        }
        if (seen.get((int) number)) {
            again++;
            return;
        }
        seen.set((int) number);
        events++;
        lastAt = now;
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
