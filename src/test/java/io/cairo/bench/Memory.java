package io.cairo.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The resident memory of the server: at the beginning, at the end, and the most that was seen. */
final class Memory {
    private final CairoServer server;
    private final long before;
    private long last;
    private long most;

    Memory(CairoServer server) throws IOException, InterruptedException {
        this.server = server;
        look();
        this.before = last;
    }

    void look() throws IOException, InterruptedException {
        last = server.residentMegabytes();
        most = Math.max(most, last);
    }

    long most() {
        return most;
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rss_mb_before", before);
        report.put("rss_mb_after", last);
        report.put("rss_mb_most", most);
        return report;
    }
}
