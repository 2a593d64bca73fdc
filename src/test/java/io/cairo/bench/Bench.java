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
    private final Stage stage;
    private final Pipeline pipeline;
    private final Report report;
    private final Memory memory;
    private final Supply supply;

    private Bench(Stage stage, Pipeline pipeline, Report report) throws IOException, InterruptedException {
        this.stage = stage;
        this.pipeline = pipeline;
        this.report = report;
        this.memory = new Memory(stage.server());
        this.supply = new Supply(stage.server().host(), stage.server().createKey("default"));
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
                        startedAgain(target.resolve("liberty/wlp"), folder.resolve("usr"), database, report);
                Pipeline pipeline = new Pipeline(server, database)) {
            Cores cores = new Cores(server.process(), database.process());
            Watch watch = new Watch(database, server.process(), folder);
            Bench bench = new Bench(new Stage(options, database, server, cores, watch), pipeline, report);
            report.put("postgres", database.description());
            try {
                bench.measure();
            } finally {
                if (!options.profile()) {
                    report.print(System.out); // what is measured is not lost with what fails
                }
            }
            System.exit(report.isSound() ? 0 : 1);
        }
    }

    /** The first start also unpacks the server and makes the schema; who runs Cairo waits for every one after it. */
    private static CairoServer startedAgain(Path home, Path user, BenchDatabase database, Report report)
            throws IOException, InterruptedException {
        try (CairoServer first = CairoServer.start(home, user, database.url())) {
            report.put("first_start_seconds", Figures.rounded(first.startSeconds(), 2));
        }
        return CairoServer.start(home, user, database.url());
    }

    private void measure() throws IOException, SQLException, InterruptedException {
        RowTemplates rows = sampleRows();
        run(new CopyPart(stage, rows, supply.ids()), new ScriptsPart(stage), new Growth(stage, pipeline, supply));
        if (stage.options().full()) {
            pipeline.switchAllOn();
        }
        describeWork(rows);
        Yardstick.Source copies = () -> Yardstick.copy(new CopyStreams(stage.database(), rows, supply.ids()));
        run(
                LoadPart.single(stage, "answer_only", "requests_per_second", supply.onlyAnswered()),
                LoadPart.single(stage, "single", "requests_per_second", supply.tracks())
                        .shareOf("answer_only", this::answersOnly),
                LoadPart.batch(stage, "batch", supply.batches()).shareOf("copy", copies),
                LoadPart.batch(stage, "strangers", supply.strangersBatches()).shareOf("copy", copies),
                LoadPart.batch(stage, "known", supply.knownBatches()).shareOf("copy", copies),
                LoadPart.single(stage, "mcp", "calls_per_second", supply.calls()),
                new OverheadPart(stage, supply),
                new BombsPart(stage, supply));
        pipeline.stopDelivering();
        run(new Drain(stage, supply), new DestinationsPart(stage, supply), new LookupsPart(stage, supply));
        memory.look();
        judge();
    }

    private Yardstick answersOnly() throws IOException {
        return Yardstick.load(new Load(stage.server().address(), LoadPart.CONNECTIONS, supply.onlyAnswered()));
    }

    private void run(Part... parts) throws IOException, SQLException, InterruptedException {
        for (Part part : parts) {
            if (stage.options().wants(part.name())) {
                stage.watch().part(part.name());
                System.err.println("bench: " + part.name());
                part.measure(report);
                memory.look();
            }
        }
    }

    /** Rows as this server writes them, for the bare COPY. */
    private RowTemplates sampleRows() throws IOException, SQLException {
        try (Load load = new Load(stage.server().address(), LoadPart.BATCH_CONNECTIONS, supply.tracks())) {
            Answers.Result result = load.run(Duration.ofSeconds(1));
            if (result.accepted() == 0) {
                throw new IOException("the server takes no events: " + result.firstFailure());
            }
        }
        return RowTemplates.read(stage.database());
    }

    private void judge() {
        report.put("start_seconds", Figures.rounded(stage.server().startSeconds(), 2));
        report.put("rss_mb", memory.most());
        report.share("batch", "copy", 0.3, 0.6);
        report.share("strangers", "copy", 0.3, 0.6);
        report.share("single", "answer_only", 0.15, 0.25);
        report.share("mcp", "single", 0.7, 0.9);
        report.share("delivery", "batch", 0.4, 1.0);
        report.atMost("start_seconds", stage.server().startSeconds(), 15, 6);
        report.atMost("rss_mb", (double) memory.most(), 1024, 512);
    }

    private void describeWork(RowTemplates rows) {
        Map<String, Object> work = new LinkedHashMap<>();
        work.put("event_bytes", average(Events.tracks()));
        work.put("mcp_call_bytes", average(Events.calls()));
        work.put("row_bytes", rows.averageLength());
        work.put("events_per_batch", Supply.BATCH);
        work.put("connections", LoadPart.CONNECTIONS);
        work.put("batch_connections", LoadPart.BATCH_CONNECTIONS);
        work.put("rounds", stage.options().rounds());
        work.put("round_seconds", stage.options().round().toSeconds());
        work.put("pipeline", pipeline.on());
        work.put("known_people", Supply.KNOWN_PEOPLE);
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
        if (busy > Report.QUIET) {
            report.warn("the machine is not quiet: %.0f %% busy before the start; do not compare these figures"
                    .formatted(busy * 100));
        }
    }
}
