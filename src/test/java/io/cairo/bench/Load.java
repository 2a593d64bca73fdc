package io.cairo.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps a number of connections busy, each with one request after the other, from one thread. */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private long[] nanos = new long[1 << 16];
    private int sent;
    private int answers;
    private int failures;
    private String firstFailure = "";

    Load(InetSocketAddress server, int connections, Requests requests) throws IOException {
        for (int i = 0; i < connections; i++) {
            clients.add(new Client(server, selector, requests, i));
        }
    }

    /**
     * What a stretch of load gave. Requests that were under way at its end are waited for and count, and so does the time
     * that took.
     *
     * @param accepted answers with status 200
     * @param failed answers with another status
     * @param firstFailure the first of these, as received; empty if there is none
     * @param nanos the latencies of the accepted, ascending
     */
    record Result(int accepted, int failed, String firstFailure, double seconds, List<Long> nanos) {
        double perSecond() {
            return accepted / seconds;
        }

        /** A percentile of the latency in milliseconds. */
        double millis(double percent) {
            if (nanos.isEmpty()) {
                return Double.NaN;
            }
            return nanos.get((int) Math.min(nanos.size() - 1, nanos.size() * percent / 100)) / 1e6;
        }
    }

    /**
     * Sends for that long.
     *
     * @throws IOException if a connection broke or an answer did not come
     */
    Result run(Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        return run(() -> System.nanoTime() < end);
    }

    /** Sends that many requests, at least one on each connection. */
    Result send(int requests) throws IOException {
        return run(() -> sent < requests);
    }

    private Result run(BooleanSupplier goesOn) throws IOException {
        answers = 0;
        failures = 0;
        firstFailure = "";
        long start = System.nanoTime();
        for (Client client : clients) {
            client.send();
        }
        sent = clients.size();
        int busy = clients.size();
        while (busy > 0) {
            busy -= serve(goesOn);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos, 0, answers);
        return new Result(
                answers,
                failures,
                firstFailure,
                seconds,
                Arrays.stream(nanos, 0, answers).boxed().toList());
    }

    int reconnects() {
        return clients.stream().mapToInt(Client::reconnects).sum();
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        selector.close();
    }

    /** Answers how many connections have fallen idle. */
    private int serve(BooleanSupplier goesOn) throws IOException {
        int idle = 0;
        if (selector.select(PATIENCE.toMillis()) == 0) {
            throw new IOException("no answer within " + PATIENCE);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Client client = (Client) key.attachment();
            if (!client.proceed()) {
                continue;
            }
            note(client, System.nanoTime());
            if (goesOn.getAsBoolean()) {
                client.send();
                sent++;
            } else {
                idle++;
            }
        }
        selector.selectedKeys().clear();
        return idle;
    }

    private void note(Client client, long now) {
        if (client.status() != 200) {
            firstFailure = failures++ == 0 ? client.answer() : firstFailure;
            return;
        }
        if (answers == nanos.length) {
            nanos = Arrays.copyOf(nanos, answers * 2);
        }
        nanos[answers++] = now - client.sentAt();
    }
}
