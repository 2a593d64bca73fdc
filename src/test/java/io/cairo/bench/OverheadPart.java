package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the agent's road costs more than the application's, for a tool that writes and for one that reads. */
record OverheadPart(Stage stage, Supply supply) implements Part {
    private static final int CONNECTIONS = 10;

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public void measure(Report report) throws IOException, SQLException, InterruptedException {
        stage.database().emptyLog();
        Map<String, Object> tools = new LinkedHashMap<>();
        tools.put("track_event", measured(report, "track_event", supply.tracks(), supply.calls()));
        tools.put("query_events", measured(report, "query_events", supply.asked(), supply.questions()));
        report.put(name(), tools);
    }

    private Map<String, Object> measured(Report report, String tool, Requests rest, Requests mcp)
            throws IOException, SQLException, InterruptedException {
        Overhead overhead = Overhead.of(stage, CONNECTIONS, rest, mcp);
        report.atMost("overhead_" + tool + "_ms", overhead.addedMillis(), 1, 0.5);
        if (!overhead.sound()) {
            report.unsound("overhead: requests failed; see its figures");
        }
        return overhead.report();
    }
}
