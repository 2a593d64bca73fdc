package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Delivery of a backlog to a webhook: the destination is held, the log is filled, the destination is let go. */
final class Drain implements Part {
    private static final int SLOWEST_RATE = 500;

    private final Stage stage;
    private final Supply supply;
    private final Figures perSecond = new Figures();
    private final Figures wakeSeconds = new Figures();
    private final Memory memory;
    private int requests;
    private int delivered;

    Drain(Stage stage, Supply supply) throws IOException, InterruptedException {
        this.stage = stage;
        this.supply = supply;
        this.memory = new Memory(stage.server());
    }

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public void measure(Report report) throws IOException, SQLException, InterruptedException {
        try (Receiver receiver = new Receiver();
                Load load = new Load(stage.server().address(), LoadPart.BATCH_CONNECTIONS, supply.batches())) {
            String id = destination(receiver.url());
            enable(id, false);
            for (int i = 0; i <= stage.options().rounds(); i++) {
                round(i > 0, id, receiver, load);
            }
        }
        report.put(name(), figures());
        report.rate(name(), perSecond.median());
    }

    private Map<String, Object> figures() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("events_per_second", perSecond.report(0));
        report.put("seconds_to_first_request", wakeSeconds.report(2));
        report.put("backlog", stage.options().backlog());
        report.put("delivered_events", delivered);
        report.put("requests", requests);
        report.put("server_memory", memory.report());
        return report;
    }

    /** The first round warms up and does not count. */
    private void round(boolean counts, String id, Receiver receiver, Load load)
            throws IOException, SQLException, InterruptedException {
        stage.database().emptyLog();
        load.send(Math.max(1, stage.options().backlog() / Supply.BATCH));
        int backlog = (int) stage.database().storedRows();
        receiver.clear();
        long start = System.nanoTime();
        enable(id, true);
        stage.watched(() -> {
            await(receiver, backlog);
            return backlog;
        });
        enable(id, false);
        memory.look();
        if (counts) {
            perSecond.add(backlog / ((receiver.lastAt() - start) / 1e9));
            wakeSeconds.add((receiver.firstAt() - start) / 1e9);
            requests += receiver.requests();
            delivered += backlog;
        }
    }

    private static void await(Receiver receiver, int backlog) throws IOException, InterruptedException {
        try {
            receiver.await(backlog, Duration.ofSeconds(30 + backlog / SLOWEST_RATE));
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    private String destination(String url) throws IOException, InterruptedException {
        String answer = stage.server()
                .call(
                        "create_destination",
                        "{\"type\":\"webhook\",\"name\":\"bench\",\"config\":{\"url\":\"" + url
                                + "\",\"batch_size\":100}}");
        return CairoServer.found("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", answer);
    }

    private void enable(String id, boolean enabled) throws IOException, InterruptedException {
        stage.server().call("update_destination", "{\"id\":\"" + id + "\",\"enabled\":" + enabled + "}");
    }
}
