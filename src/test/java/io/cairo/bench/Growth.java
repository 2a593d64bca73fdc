package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same load again and again while one part of the pipeline after the other is switched on: what each of them costs. */
final class Growth implements Part {
    private final Stage stage;
    private final Pipeline pipeline;
    private final List<Map<String, Object>> steps = new ArrayList<>();
    private final Supply supply;
    private double before;

    Growth(Stage stage, Pipeline pipeline, Supply supply) {
        this.stage = stage;
        this.pipeline = pipeline;
        this.supply = supply;
    }

    @Override
    public String name() {
        return "growth";
    }

    /** Leaves everything switched on. */
    @Override
    public void measure(Report report) throws IOException, SQLException, InterruptedException {
        step(report, "a registered key, known people", supply.knownBatches());
        step(report, "somebody new in ten events", supply.batches());
        for (Pipeline.Part part : Pipeline.Part.values()) {
            pipeline.switchOn(part);
            step(report, part.words(), supply.batches());
        }
        report.put(name(), steps);
    }

    private void step(Report report, String added, Requests batches)
            throws IOException, SQLException, InterruptedException {
        Rounds rounds = Rounds.of(stage, LoadPart.BATCH_CONNECTIONS, batches, Yardstick.none());
        double micros = 1e6 / rounds.perSecond();
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("with", added);
        step.put("events_per_second", Figures.rounded(rounds.perSecond(), 0));
        step.put("micros_per_event", Figures.rounded(micros, 1));
        step.put("micros_more", Figures.rounded(steps.isEmpty() ? 0 : micros - before, 1));
        steps.add(step);
        before = micros;
        if (!rounds.sound()) {
            report.unsound("growth: answers and stored rows disagree, or requests failed, with " + added);
        }
    }
}
