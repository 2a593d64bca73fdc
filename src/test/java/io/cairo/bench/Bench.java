package io.cairo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Measures a whole Cairo, part by part. {@code bench/run} starts it; {@code bench/README.md} says how to read its report. */
public final class Bench {
    private static final int CONNECTIONS = 32;
    private static final int BATCH_CONNECTIONS = 8;
    private static final int BATCH = 100;
    private static final int OVERHEAD_CONNECTIONS = 10;
    private static final double QUIET = 0.10;

    private final Stage stage;
    private final Report report;
    private static final int KNOWN_PEOPLE = 10_000;

    private final Ids ids = new Ids();
    private final Ids known = ids.of(KNOWN_PEOPLE);
    private final Map<String, Double> perSecond = new LinkedHashMap<>();
    private final Memory memory;
    private final String key;
    private final Pipeline pipeline;
    private boolean sound = true;

    private Bench(Stage stage, Pipeline pipeline, Report report) throws IOException, InterruptedException {
        this.stage = stage;
        this.pipeline = pipeline;
        this.report = report;
        this.memory = new Memory(stage.server());
        this.key = stage.server().createKey();
    }

    /**
     * Runs and prints one JSON, or with {@code --profile} one text; says on the way what it does, on standard error. The
     * exit status is 1 if an accepted event is not in the database.
     *
     * @throws Exception if anything at all goes wrong: there is nothing to save in a benchmark
     */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Path target = Path.of("target").toAbsolutePath();
        Path folder = target.resolve("bench");
        Logger.getLogger("").setLevel(Level.WARNING); // the embedded server tells a lot
        Report report = new Report();
        describeMachine(report);
        try (BenchDatabase database = BenchDatabase.start(folder.resolve("postgres"));
                CairoServer server =
                        CairoServer.start(target.resolve("liberty/wlp"), folder.resolve("usr"), database.url());
                Pipeline pipeline = new Pipeline(server, database)) {
            Cores cores = new Cores(server.process(), database.process());
            Watch watch = new Watch(database, server.process(), folder);
            Bench bench = new Bench(new Stage(options, database, server, cores, watch), pipeline, report);
            report.put("postgres", database.description());
            bench.measure();
            if (!options.profile()) {
                report.print(System.out);
            }
            System.exit(bench.sound ? 0 : 1);
        }
    }

    private void measure() throws IOException, SQLException, InterruptedException {
        RowTemplates rows = sampleRows();
        copy(rows);
        scripts();
        grow();
        if (stage.options().full()) {
            pipeline.switchAllOn();
        }
        describeWork(rows);
        load("answer_only", "requests_per_second", CONNECTIONS, onlyAnswered(), 0);
        load("single", "requests_per_second", CONNECTIONS, tracks(), 1);
        load("batch", "events_per_second", BATCH_CONNECTIONS, batches(ids), BATCH);
        load("known", "events_per_second", BATCH_CONNECTIONS, batches(known), BATCH);
        load("mcp", "calls_per_second", CONNECTIONS, calls(), 1);
        overhead();
        pipeline.stopDelivering();
        delivery();
        memory.look();
        report.put("start_seconds", Figures.rounded(stage.server().startSeconds(), 2));
        report.put("rss_mb", memory.most());
        judge();
    }

    /** Rows as this server writes them, for the bare COPY. */
    private RowTemplates sampleRows() throws IOException, SQLException {
        try (Load load = new Load(stage.server().address(), BATCH_CONNECTIONS, tracks())) {
            Load.Result result = load.run(Duration.ofSeconds(1));
            if (result.accepted() == 0) {
                throw new IOException("the server takes no events: " + result.firstFailure());
            }
        }
        return RowTemplates.read(stage.database());
    }

    private void copy(RowTemplates rows) throws SQLException, InterruptedException {
        if (!stage.options().wants("copy")) {
            return;
        }
        say("copy");
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
                warnOf("copy", after.othersSince(before));
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rows_per_second", figures.report(0));
        result.put("cpu_cores", cores);
        report.put("copy", result);
        perSecond.put("copy", figures.median());
    }

    private void scripts() throws SQLException {
        if (!stage.options().wants("scripts")) {
            return;
        }
        say("scripts");
        Figures figures = new Figures();
        Cores.Used before = stage.cores().now();
        try (Scripts scripts = new Scripts(stage.database().texts("SELECT payload::text FROM event LIMIT 100"))) {
            double unused = scripts.run(stage.options().warmUp());
            for (int i = 0; i < stage.options().rounds(); i++) {
                figures.add(scripts.run(stage.options().round()));
            }
        }
        report.put(
                "scripts",
                Map.of(
                        "events_per_second",
                        figures.report(0),
                        "cpu_cores",
                        stage.cores().now().since(before)));
        report.atLeast("scripts_per_second", figures.median(), 30_000, 77_000);
    }

    private void grow() throws IOException, SQLException, InterruptedException {
        if (!stage.options().wants("growth")) {
            return;
        }
        say("growth");
        Growth growth = new Growth(stage, pipeline);
        growth.run(BATCH_CONNECTIONS, batches(ids), batches(known));
        report.put("growth", growth.report());
        sound &= growth.sound();
    }

    private void load(String part, String unit, int connections, Requests requests, int events)
            throws IOException, SQLException, InterruptedException {
        if (!stage.options().wants(part)) {
            return;
        }
        say(part);
        Rounds rounds = Rounds.of(stage, connections, requests, events);
        report.put(part, rounds.report(unit));
        perSecond.put(part, rounds.perSecond());
        memory.look();
        if (part.equals("single")) {
            report.atMost("single_p99_ms", rounds.p99(), 40, 20);
        }
        warnOf(part, rounds.others());
        if (!rounds.sound()) {
            sound = false;
            report.warn(part + ": answers and stored rows disagree, or requests failed; see its figures");
        }
    }

    private void warnOf(String part, double others) {
        if (others > QUIET * Runtime.getRuntime().availableProcessors()) {
            report.warn(
                    "%s: something else used %.1f cores meanwhile; do not compare its figures".formatted(part, others));
        }
    }

    private void overhead() throws IOException, SQLException, InterruptedException {
        if (!stage.options().wants("overhead")) {
            return;
        }
        say("overhead");
        stage.database().emptyLog();
        Map<String, Object> parts = new LinkedHashMap<>();
        overhead(parts, "track_event", tracks(), calls());
        overhead(parts, "query_events", asked(), questions());
        report.put("overhead", parts);
        memory.look();
    }

    private void overhead(Map<String, Object> parts, String tool, Requests rest, Requests mcp)
            throws IOException, SQLException, InterruptedException {
        Overhead measured = Overhead.of(stage, OVERHEAD_CONNECTIONS, rest, mcp);
        parts.put(tool, measured.report());
        report.atMost("overhead_" + tool + "_ms", measured.addedMillis(), 1, 0.5);
        if (!measured.sound()) {
            sound = false;
            report.warn("overhead: requests failed; see its figures");
        }
    }

    private void delivery() throws IOException, SQLException, InterruptedException {
        if (!stage.options().wants("delivery")) {
            return;
        }
        say("delivery");
        Drain drain = new Drain(stage, batches(ids));
        drain.run(BATCH_CONNECTIONS);
        report.put("delivery", drain.report());
        perSecond.put("delivery", drain.perSecond());
    }

    private void judge() {
        share("batch", "copy", 0.3, 0.6);
        share("single", "answer_only", 0.15, 0.25);
        share("mcp", "single", 0.7, 0.9);
        share("delivery", "batch", 0.4, 1.0);
        report.atMost("start_seconds", stage.server().startSeconds(), 15, 6);
        report.atMost("rss_mb", (double) memory.most(), 1024, 512);
    }

    private void share(String part, String of, double must, double goal) {
        Double measured = perSecond.get(part);
        Double whole = perSecond.get(of);
        if (measured != null && whole != null) {
            report.atLeast(part + "/" + of, measured / whole, must, goal);
        }
    }

    private Requests onlyAnswered() {
        return Requests.post(stage.server().host(), "/v1/m", key, List.of("{\"series\":[]}"), 0, ids);
    }

    private Requests tracks() {
        return Requests.post(stage.server().host(), "/v1/track", key, Events.tracks(), 1, ids);
    }

    private Requests batches(Ids whose) {
        return Requests.post(stage.server().host(), "/v1/batch", key, Events.batches(BATCH), BATCH, whose);
    }

    private Requests calls() {
        return Requests.post(stage.server().host(), "/mcp", key, Events.calls(), 1, ids);
    }

    private Requests asked() {
        return Requests.get(stage.server().host(), "/api/v2/events?limit=10", key, ids);
    }

    private Requests questions() {
        return Requests.post(stage.server().host(), "/mcp", key, List.of(Events.QUESTION), 0, ids);
    }

    private void say(String part) {
        stage.watch().part(part);
        System.err.println("bench: " + part);
    }

    private void describeWork(RowTemplates rows) {
        Map<String, Object> work = new LinkedHashMap<>();
        work.put("event_bytes", average(Events.tracks()));
        work.put("mcp_call_bytes", average(Events.calls()));
        work.put("row_bytes", rows.averageLength());
        work.put("events_per_batch", BATCH);
        work.put("connections", CONNECTIONS);
        work.put("batch_connections", BATCH_CONNECTIONS);
        work.put("rounds", stage.options().rounds());
        work.put("round_seconds", stage.options().round().toSeconds());
        work.put("pipeline", pipeline.on());
        work.put("known_people", KNOWN_PEOPLE);
        report.put("work", work);
    }

    private static int average(List<String> texts) {
        return (int) texts.stream().mapToInt(String::length).average().orElseThrow();
    }

    private static void describeMachine(Report report) throws InterruptedException {
        double busy = Cores.busyNow();
        String loadAverage = System.getProperty("bench.load", "unknown");
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("commit", System.getProperty("bench.commit", "unknown"));
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("jdk", Runtime.version().toString());
        machine.put(
                "os",
                ManagementFactory.getOperatingSystemMXBean().getName() + " "
                        + ManagementFactory.getOperatingSystemMXBean().getVersion());
        machine.put("load_average_before", loadAverage);
        machine.put("busy_before", Figures.rounded(busy, 2));
        report.put("machine", machine);
        if (busy > QUIET) {
            report.warn("the machine is not quiet: %.0f %% busy before the start; do not compare these figures"
                    .formatted(busy * 100));
        }
    }
}
