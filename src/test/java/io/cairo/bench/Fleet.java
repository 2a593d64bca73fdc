package io.cairo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ten destinations over the same log, each with a webhook of its own at one receiver; two of them may be sick. */
final class Fleet {
    private static final int WELL = 8;

    private record Ship(String name, Hook hook, Webhook webhook) {}

    private final Receiver receiver = new Receiver();
    private final CairoServer server;
    private final List<Ship> ships = new ArrayList<>();
    private long start;

    /** Held at the log's present end. */
    Fleet(CairoServer server, boolean sick) throws IOException, InterruptedException {
        this.server = server;
        for (int i = 1; i <= WELL; i++) {
            add("well-" + i, Hook.Manner.TAKES);
        }
        add(sick ? "hangs" : "well-9", sick ? Hook.Manner.HANGS : Hook.Manner.TAKES);
        add(sick ? "fails-half" : "well-10", sick ? Hook.Manner.FAILS_HALF : Hook.Manner.TAKES);
    }

    private void add(String name, Hook.Manner manner) throws IOException, InterruptedException {
        Hook hook = receiver.hook(name, manner);
        ships.add(new Ship(name, hook, Webhook.held(server, name, hook.url())));
    }

    /** Lets all go, the two that may be sick first, and waits until the other eight have everything. */
    void drain(Backlog backlog) throws IOException, InterruptedException {
        start = System.nanoTime();
        for (int i = ships.size() - 1; i >= 0; i--) {
            ships.get(i).webhook().enable(true);
        }
        for (Ship ship : eight()) {
            backlog.await(ship.hook());
        }
    }

    /** Events per second of the eight together, until the last of them had its last. */
    double eightPerSecond() {
        long last =
                eight().stream().mapToLong(ship -> ship.hook().lastAt()).max().orElseThrow();
        long events = eight().stream().mapToLong(ship -> ship.hook().events()).sum();
        return events / ((last - start) / 1e9);
    }

    /** Events that came to one of the eight more than once. */
    long again() {
        return eight().stream().mapToLong(ship -> ship.hook().again()).sum();
    }

    /** How each of the ten did. */
    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        for (Ship ship : ships) {
            Hook hook = ship.hook();
            double seconds = Math.max(1, hook.lastAt() - start) / 1e9;
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("events_per_second", Figures.rounded(hook.events() / seconds, 0));
            figures.put("events", hook.events());
            figures.put("events_again", hook.again());
            figures.put("requests", hook.requests());
            figures.put("requests_refused", hook.refused());
            report.put(ship.name(), figures);
        }
        return report;
    }

    private List<Ship> eight() {
        return ships.subList(0, WELL);
    }

    /** Removes the destinations and all that they kept. */
    void end() throws IOException, InterruptedException {
        for (Ship ship : ships) {
            ship.webhook().delete();
        }
        receiver.close();
    }
}
