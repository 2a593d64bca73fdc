package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the agent's road adds to the same work: REST and MCP in turn within each round, so that whatever disturbs the
 * machine disturbs both.
 */
final class Overhead {
    private final Figures restP50 = new Figures();
    private final Figures restP99 = new Figures();
    private final Figures mcpP50 = new Figures();
    private final Figures mcpP99 = new Figures();
    private final Figures added = new Figures();
    private int failed;
    private String firstFailure = "";

    /** Measures both; {@code rest} and {@code mcp} ask for the same. */
    static Overhead of(Stage stage, int connections, Requests rest, Requests mcp)
            throws IOException, SQLException, InterruptedException {
        Overhead overhead = new Overhead();
        try (Load restLoad = new Load(stage.server().address(), connections, rest);
                Load mcpLoad = new Load(stage.server().address(), connections, mcp)) {
            restLoad.run(stage.options().warmUp());
            mcpLoad.run(stage.options().warmUp());
            for (int i = 0; i < stage.options().rounds(); i++) {
                overhead.round(stage, restLoad, mcpLoad);
            }
        }
        return overhead;
    }

    private void round(Stage stage, Load restLoad, Load mcpLoad)
            throws IOException, SQLException, InterruptedException {
        Answers.Result rest =
                noted(stage.watched(() -> restLoad.run(stage.options().round())));
        Answers.Result mcp =
                noted(stage.watched(() -> mcpLoad.run(stage.options().round())));
        restP50.add(rest.millis(50));
        restP99.add(rest.millis(99));
        mcpP50.add(mcp.millis(50));
        mcpP99.add(mcp.millis(99));
        added.add(mcp.millis(50) - rest.millis(50));
    }

    private Answers.Result noted(Answers.Result result) {
        failed += result.failed();
        firstFailure = firstFailure.isEmpty() ? result.firstFailure() : firstFailure;
        return result;
    }

    /** Milliseconds that MCP adds at the median of the latency; the median of the rounds. */
    double addedMillis() {
        return added.median();
    }

    boolean sound() {
        return failed == 0;
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rest_p50_ms", restP50.report(2));
        report.put("mcp_p50_ms", mcpP50.report(2));
        report.put("added_p50_ms", added.report(2));
        report.put("ratio_p50", Figures.rounded(mcpP50.median() / restP50.median(), 2));
        report.put("rest_p99_ms", restP99.report(2));
        report.put("mcp_p99_ms", mcpP99.report(2));
        report.put("failed_requests", failed);
        if (failed > 0) {
            report.put("first_failure", firstFailure);
        }
        return report;
    }
}
