package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivery of a backlog to ten destinations: all well, and in turn with one that hangs and one that answers 500 to half of its
 * requests. The other eight must not notice.
 */
final class DestinationsPart implements Part {
    private final Stage stage;
    private final Supply supply;
    private final Figures well = new Figures();
    private final Figures sick = new Figures();
    private final Figures kept = new Figures();
    private final Figures growth = new Figures();
    private final List<Map<String, Object>> rounds = new ArrayList<>();
    private long again;

    DestinationsPart(Stage stage, Supply supply) {
        this.stage = stage;
        this.supply = supply;
    }

    @Override
    public String name() {
        return "destinations";
    }

    @Override
    public void measure(Report report) throws IOException, SQLException, InterruptedException {
        try (Load load = new Load(stage.server().address(), LoadPart.BATCH_CONNECTIONS, supply.batches())) {
            drain(load, false, false);
            for (int i = 0; i < stage.options().rounds(); i++) {
                double allWell = drain(load, true, false);
                double twoSick = drain(load, true, true);
                well.add(allWell);
                sick.add(twoSick);
                kept.add(twoSick / allWell);
            }
        }
        report.put(name(), figures());
        report.atLeast("destinations_sick/well", kept.median(), 0.9, 1.0);
        report.atMost("destinations_memory_growth", growth.median(), 1.1, 1.05);
    }

    private double drain(Load load, boolean counts, boolean someSick)
            throws IOException, SQLException, InterruptedException {
        stage.database().emptyLog();
        Fleet fleet = new Fleet(stage.server(), someSick);
        try {
            Backlog backlog = Backlog.fill(stage, load, counts);
            MemoryTrail trail = new MemoryTrail(stage.server());
            try (trail) {
                stage.watched(() -> {
                    fleet.drain(backlog);
                    return backlog;
                });
            }
            if (counts) {
                note(fleet, trail, someSick);
            }
            return fleet.eightPerSecond();
        } finally {
            fleet.end();
        }
    }

    private void note(Fleet fleet, MemoryTrail trail, boolean someSick) {
        Map<String, Object> round = new LinkedHashMap<>();
        round.put("two_are", someSick ? "sick" : "well");
        round.put("each", fleet.report());
        round.put("server_memory", trail.report());
        rounds.add(round);
        growth.add(trail.growth());
        again += fleet.again();
    }

    private Map<String, Object> figures() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("backlog", stage.options().backlog());
        report.put("eight_events_per_second_all_well", well.report(0));
        report.put("eight_events_per_second_two_sick", sick.report(0));
        report.put("sick_to_well", kept.report(3));
        report.put("eight_delivered_again", again);
        report.put("rss_growth", growth.report(3));
        report.put("rounds", rounds);
        return report;
    }
}
