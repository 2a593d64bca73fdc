package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long one event takes while hostile scripts run, at a load that leaves room, in turn with nobody else there, which is what
 * it is compared with, and with the same requests and nothing going off.
 */
final class BombsPart implements Part {
    private static final int PER_SECOND = 200;
    private static final int CONNECTIONS = 64;
    /** After this the bombs are in full swing. */
    private static final Duration BEGUN = Duration.ofSeconds(2);
    /** Those that died are replaced and warmed within that. */
    private static final int MOST_PAUSES = 60;
    /** The share of the processors that a machine uses that rests. */
    private static final double RESTS = 0.05;

    private final Stage stage;
    private final Supply supply;
    private final Figures aloneP99 = new Figures();
    private final Figures calmP50 = new Figures();
    private final Figures calmP99 = new Figures();
    private final Figures bombedP50 = new Figures();
    private final Figures bombedP99 = new Figures();
    private Map<String, Object> calmCores = Map.of();
    private Map<String, Object> bombedCores = Map.of();
    private double restless;
    private double struckP99;
    private int failed;

    BombsPart(Stage stage, Supply supply) {
        this.stage = stage;
        this.supply = supply;
    }

    @Override
    public String name() {
        return "bombs";
    }

    @Override
    public void measure(Report report) throws IOException, SQLException, InterruptedException {
        stage.database().emptyLog();
        try (Load warmUp = new Load(stage.server().address(), LoadPart.CONNECTIONS, supply.tracks())) {
            warmUp.run(stage.options().warmUp());
        }
        PacedLoad load = new PacedLoad(stage.server().address(), CONNECTIONS, supply.tracks(), PER_SECOND);
        Bombs bombs = new Bombs(stage.server(), "bombs");
        try (Offspring offspring = new Offspring(stage.server())) {
            warmUp(load, bombs);
            for (int i = 0; i < stage.options().rounds(); i++) {
                alone(load);
                calm(load, bombs);
                bombed(load, bombs);
            }
            strikeFirst(load);
            report.put(name(), figures(load, bombs, offspring));
            report.atMost("bombs_left_behind", (double) offspring.left(), 0, 0);
        } finally {
            bombs.end();
        }
        report.atMost("bombs_p99_increase", increase(), 0.2, 0.05);
        if (failed > 0) {
            report.unsound("bombs: requests failed; see its figures");
        }
    }

    /** What the server does with bombs, and at so low a load, is compiled before it is measured, as in every part. */
    private void warmUp(PacedLoad load, Bombs bombs) throws IOException, InterruptedException {
        bombs.start();
        Rounds.settle(stage, load::run);
        bombs.stop();
        awaitPeace();
    }

    private void alone(PacedLoad load) throws IOException, SQLException {
        stage.database().emptyLog();
        Answers.Result alone = load.run(stage.options().round());
        aloneP99.add(alone.millis(99));
        failed += alone.failed();
    }

    private void calm(PacedLoad load, Bombs bombs) throws IOException, InterruptedException {
        bombs.startUnarmed();
        TimeUnit.SECONDS.sleep(BEGUN.toSeconds());
        Cores.Used before = stage.cores().now();
        Answers.Result calm = load.run(stage.options().round());
        calmCores = stage.cores().now().since(before);
        bombs.stop();
        awaitPeace();
        calmP50.add(calm.millis(50));
        calmP99.add(calm.millis(99));
        failed += calm.failed();
    }

    private void bombed(PacedLoad load, Bombs bombs) throws IOException, SQLException, InterruptedException {
        bombs.start();
        TimeUnit.SECONDS.sleep(BEGUN.toSeconds());
        Cores.Used before = stage.cores().now();
        Answers.Result bombed = stage.watched(() -> load.run(stage.options().round()));
        bombedCores = stage.cores().now().since(before);
        bombs.stop();
        awaitPeace();
        bombedP50.add(bombed.millis(50));
        bombedP99.add(bombed.millis(99));
        failed += bombed.failed();
    }

    /** Somebody new, who still has free what everybody has at first. */
    private void strikeFirst(PacedLoad load) throws IOException, InterruptedException {
        Bombs strangers = new Bombs(stage.server(), "strangers");
        try {
            awaitPeace();
            strangers.start();
            Answers.Result struck = load.run(stage.options().round());
            strangers.stop();
            awaitPeace();
            struckP99 = struck.millis(99);
            failed += struck.failed();
        } finally {
            strangers.end();
        }
    }

    /** Goes on when the machine rests: processes that end take the time they used with them, so theirs alone tells too little. */
    private void awaitPeace() throws InterruptedException {
        restless = Double.MAX_VALUE;
        for (int i = 0; i < MOST_PAUSES && restless > RESTS; i++) {
            restless = Cores.busyNow();
        }
    }

    /** Against nobody else being there: what goes off is refused after a while, so the calm requests make more work. */
    private double increase() {
        return bombedP99.median() / aloneP99.median() - 1;
    }

    private Map<String, Object> figures(PacedLoad load, Bombs bombs, Offspring offspring)
            throws IOException, InterruptedException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("requests_per_second", PER_SECOND);
        report.put("alone_p99_ms", aloneP99.report(2));
        report.put("calm_p50_ms", calmP50.report(2));
        report.put("calm_p99_ms", calmP99.report(2));
        report.put("bombed_p50_ms", bombedP50.report(2));
        report.put("bombed_p99_ms", bombedP99.report(2));
        report.put("first_strike_p99_ms", Figures.rounded(struckP99, 2));
        report.put("p99_increase", Figures.rounded(increase(), 3));
        report.put("sent_late", load.late());
        report.put("failed_requests", failed);
        report.put("meanwhile", bombs.report());
        report.put("processes_started", offspring.seen());
        report.put("processes_left_behind", offspring.left());
        report.put("calm_cpu_cores", calmCores);
        report.put("bombed_cpu_cores", bombedCores);
        report.put("busy_afterwards", Figures.rounded(restless, 2));
        return report;
    }
}
