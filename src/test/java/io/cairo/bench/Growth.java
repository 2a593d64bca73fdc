package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same load again and again while one part of the pipeline after the other is switched on: what each of them costs. */
final class Growth {
    private final Stage stage;
    private final Pipeline pipeline;
    private final List<Map<String, Object>> steps = new ArrayList<>();
    private double before;
    private boolean sound = true;

    Growth(Stage stage, Pipeline pipeline) {
        this.stage = stage;
        this.pipeline = pipeline;
    }

    /**
     * Measures; leaves everything switched on.
     *
     * @param known batches of events of people who come again and again
     */
    void run(int connections, Requests batches, Requests known) throws IOException, SQLException, InterruptedException {
        step("a registered key, known people", connections, known);
        step("new people", connections, batches);
        for (Pipeline.Part part : Pipeline.Part.values()) {
            pipeline.switchOn(part);
            step(part.words(), connections, batches);
        }
    }

    boolean sound() {
        return sound;
    }

    List<Map<String, Object>> report() {
        return steps;
    }

    private void step(String added, int connections, Requests batches)
            throws IOException, SQLException, InterruptedException {
        Rounds rounds = Rounds.of(stage, connections, batches, batches.events());
        double micros = 1e6 / rounds.perSecond();
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("with", added);
        step.put("events_per_second", Figures.rounded(rounds.perSecond(), 0));
        step.put("micros_per_event", Figures.rounded(micros, 1));
        step.put("micros_more", Figures.rounded(steps.isEmpty() ? 0 : micros - before, 1));
        steps.add(step);
        before = micros;
        sound &= rounds.sound();
    }
}
