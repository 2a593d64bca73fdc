package io.cairo.bench;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the database takes at best. */
record CopyPart(Stage stage, RowTemplates rows, Ids ids) implements Part {
    @Override
    public String name() {
        return "copy";
    }

    @Override
    public void measure(Report report) throws SQLException, InterruptedException {
        Figures figures = new Figures();
        Map<String, Object> cores = Map.of();
        try (CopyStreams streams = new CopyStreams(stage.database(), rows, ids)) {
            stage.database().emptyLog();
            streams.run(stage.options().warmUp());
            for (int i = 0; i < stage.options().rounds(); i++) {
                stage.database().emptyLog();
                Cores.Used before = stage.cores().now();
                figures.add(streams.run(stage.options().round()));
                Cores.Used after = stage.cores().now();
                cores = after.since(before);
                report.disturbed(name(), after.othersSince(before));
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rows_per_second", figures.report(0));
        result.put("cpu_cores", cores);
        report.put(name(), result);
        report.rate(name(), figures.median());
    }
}
