package io.cairo.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sends so many requests a second from one thread, whether or not those before are answered: what is measured is how long the
 * server takes, and not how much it can do. Latency counts from the sending.
 */
final class PacedLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LATE = Duration.ofMillis(20).toNanos();

    private final InetSocketAddress server;
    private final int connections;
    private final Requests requests;
    private final long gap;
    private final Answers answers = new Answers();
    private final Deque<Client> idle = new ArrayDeque<>();
    private int late;

    /** @param connections more than are ever busy at once */
    PacedLoad(InetSocketAddress server, int connections, Requests requests, int perSecond) {
        this.server = server;
        this.connections = connections;
        this.requests = requests;
        gap = 1_000_000_000L / perSecond;
    }

    /**
     * Sends for that long, over new connections.
     *
     * @throws IOException if a connection broke or an answer did not come
     */
    Answers.Result run(Duration duration) throws IOException {
        answers.clear();
        idle.clear();
        try (Selector selector = Selector.open()) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(new Client(server, selector, requests, i));
            }
            idle.addAll(clients);
            Answers.Result result = run(duration, selector);
            for (Client client : clients) {
                client.close();
            }
            return result;
        }
    }

    private Answers.Result run(Duration duration, Selector selector) throws IOException {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        long due = start;
        while (due < end || idle.size() < connections) {
            while (due < end && due <= System.nanoTime() && !idle.isEmpty()) {
                late += System.nanoTime() - due > LATE ? 1 : 0;
                idle.remove().send();
                due += gap;
            }
            receive(selector, due < end && !idle.isEmpty() ? due : System.nanoTime() + PATIENCE.toNanos());
        }
        return answers.result((System.nanoTime() - start) / 1e9);
    }

    /** Requests that were sent more than 20 ms after their time, so that those around them came in a burst. */
    int late() {
        return late;
    }

    /** Takes what comes until then. */
    private void receive(Selector selector, long until) throws IOException {
        long millis = (until - System.nanoTime()) / 1_000_000;
        boolean none = millis > 0 ? selector.select(millis) == 0 : selector.selectNow() == 0;
        if (none && millis > PATIENCE.toMillis() / 2) {
            throw new IOException("no answer within " + PATIENCE);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Client client = (Client) key.attachment();
            if (client.proceed()) {
                answers.note(client, System.nanoTime());
                idle.add(client);
            }
        }
        selector.selectedKeys().clear();
    }
}
