package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Delivery of a backlog to a webhook: the destination is held, the log is filled, the destination is let go. */
final class Drain implements Part {
    private final Stage stage;
    private final Supply supply;
    private final Figures perSecond = new Figures();
    private final Figures wakeSeconds = new Figures();
    private final Figures growth = new Figures();
    private final List<Map<String, Object>> memory = new ArrayList<>();
    private int requests;
    private int delivered;
    private int again;

    Drain(Stage stage, Supply supply) {
        this.stage = stage;
        this.supply = supply;
    }

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public void measure(Report report) throws IOException, SQLException, InterruptedException {
        try (Receiver receiver = new Receiver();
                Load load = new Load(stage.server().address(), LoadPart.BATCH_CONNECTIONS, supply.batches())) {
            Hook hook = receiver.hook("bench", Hook.Manner.TAKES);
            Webhook webhook = Webhook.held(stage.server(), "bench", hook.url());
            for (int i = 0; i <= stage.options().rounds(); i++) {
                round(i > 0, webhook, hook, load);
            }
            webhook.delete();
        }
        report.put(name(), figures());
        report.rate(name(), perSecond.median());
        report.atMost("delivery_memory_growth", growth.median(), 1.1, 1.05);
    }

    private Map<String, Object> figures() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("events_per_second", perSecond.report(0));
        report.put("seconds_to_first_request", wakeSeconds.report(2));
        report.put("backlog", stage.options().backlog());
        report.put("delivered_events", delivered);
        report.put("delivered_again", again);
        report.put("requests", requests);
        report.put("rss_growth", growth.report(3));
        report.put("server_memory", memory);
        return report;
    }

    /** The first round warms up and does not count. */
    private void round(boolean counts, Webhook webhook, Hook hook, Load load)
            throws IOException, SQLException, InterruptedException {
        Backlog backlog = Backlog.fill(stage, load, counts);
        hook.clear();
        MemoryTrail trail = new MemoryTrail(stage.server());
        long start = System.nanoTime();
        try (trail) {
            webhook.enable(true);
            stage.watched(() -> {
                backlog.await(hook);
                return backlog;
            });
        }
        webhook.enable(false);
        if (counts) {
            perSecond.add(backlog.events() / ((hook.lastAt() - start) / 1e9));
            wakeSeconds.add((hook.firstAt() - start) / 1e9);
            growth.add(trail.growth());
            memory.add(trail.report());
            requests += hook.requests();
            delivered += backlog.events();
            again += hook.again();
        }
    }
}
