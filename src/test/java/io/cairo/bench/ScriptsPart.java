package io.cairo.bench;

import java.sql.SQLException;
import java.util.Map;

/** What one worker for scripts does at best. */
record ScriptsPart(Stage stage) implements Part {
    @Override
    public String name() {
        return "scripts";
    }

    @Override
    public void measure(Report report) throws SQLException {
        Figures figures = new Figures();
        Cores.Used before = stage.cores().now();
        try (Scripts scripts = new Scripts(stage.database().texts("SELECT payload::text FROM event LIMIT 100"))) {
            double unused = scripts.run(stage.options().warmUp());
            for (int i = 0; i < stage.options().rounds(); i++) {
                figures.add(scripts.run(stage.options().round()));
            }
        }
        Map<String, Object> cores = stage.cores().now().since(before);
        report.put(name(), Map.of("events_per_second", figures.report(0), "cpu_cores", cores));
        report.atLeast("scripts_per_second", figures.median(), 30_000, 77_000);
    }
}
