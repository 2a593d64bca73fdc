package io.cairo.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps a number of connections busy, each with one request after the other, from one thread. */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final Answers answers = new Answers();
    private int sent;

    Load(InetSocketAddress server, int connections, Requests requests) throws IOException {
        for (int i = 0; i < connections; i++) {
            clients.add(new Client(server, selector, requests, i));
        }
    }

    /**
     * Sends for that long.
     *
     * @throws IOException if a connection broke or an answer did not come
     */
    Answers.Result run(Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        return run(() -> System.nanoTime() < end);
    }

    /** Sends that many requests, at least one on each connection. */
    Answers.Result send(int requests) throws IOException {
        return run(() -> sent < requests);
    }

    private Answers.Result run(BooleanSupplier goesOn) throws IOException {
        answers.clear();
        long start = System.nanoTime();
        for (Client client : clients) {
            client.send();
        }
        sent = clients.size();
        int busy = clients.size();
        while (busy > 0) {
            busy -= serve(goesOn);
        }
        return answers.result((System.nanoTime() - start) / 1e9);
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
            answers.note(client, System.nanoTime());
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
}
