package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** One kind of load, measured: a warm-up, then rounds that each start with an empty log. */
final class Rounds {
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** Cores of a compiler that has done its work. */
    private static final double RESTS = 0.05;
    /** What is called once for each group is compiled late, and not all at once: one quiet look says little. */
    private static final int RESTED = 3;

    /** A load that can go on for any time. */
    @FunctionalInterface
    interface Work {
        Answers.Result run(Duration duration) throws IOException;
    }

    private final Figures perSecond = new Figures();
    private final Figures p50 = new Figures();
    private final Figures p99 = new Figures();
    private final Figures shares = new Figures();
    private Map<String, Object> cores = Map.of();
    private double others;
    private long answered;
    private long stored;
    private int failed;
    private int reconnects;
    private String firstFailure = "";

    /** @param yardstick what to measure after each round, with an empty log, too */
    static Rounds of(Stage stage, int connections, Requests requests, Yardstick yardstick)
            throws IOException, SQLException, InterruptedException {
        Rounds rounds = new Rounds();
        try (Load load = new Load(stage.server().address(), connections, requests)) {
            stage.database().emptyLog();
            load.run(stage.options().warmUp());
            settle(stage, load::run);
            yardstick.perSecond(stage.options().warmUp());
            for (int i = 0; i < stage.options().rounds(); i++) {
                double perSecond = rounds.round(stage, load, requests.events());
                stage.database().emptyLog();
                yardstick.perSecond(stage.options().round()).ifPresent(whole -> rounds.shares.add(perSecond / whole));
            }
            rounds.reconnects = load.reconnects();
        }
        return rounds;
    }

    /** Events per second that are in the database; for a load without events, requests per second. */
    double perSecond() {
        return perSecond.median();
    }

    /** Of what a yardstick did, round by round. */
    OptionalDouble share() {
        return shares.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(shares.median());
    }

    double p99() {
        return p99.median();
    }

    /** The most cores that somebody else used in a round. */
    double others() {
        return others;
    }

    /** Whether every accepted event is in the database, once, and every request was accepted. */
    boolean sound() {
        return stored == answered && failed == 0;
    }

    Map<String, Object> report(String unit) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put(unit, perSecond.report(0));
        report.put("p50_ms", p50.report(2));
        report.put("p99_ms", p99.report(2));
        if (!shares.isEmpty()) {
            report.put("share", shares.report(3));
        }
        report.put("answered_events", answered);
        report.put("stored_rows", stored);
        report.put("difference", stored - answered);
        report.put("failed_requests", failed);
        if (failed > 0) {
            report.put("first_failure", firstFailure);
        }
        report.put("reconnects", reconnects);
        report.put("cpu_cores", cores);
        return report;
    }

    /** Goes on until the server's compiler has come to rest for a while, or until it seems that it never will. */
    static void settle(Stage stage, Work work) throws IOException, InterruptedException {
        int rested = 0;
        for (int i = 0; i < stage.options().settling().dividedBy(LOOK) && rested < RESTED; i++) {
            Cores.Used before = stage.cores().now();
            Answers.Result unused = work.run(LOOK);
            rested = stage.cores().now().compilerSince(before) < RESTS ? rested + 1 : 0;
        }
    }

    private double round(Stage stage, Load load, int events) throws IOException, SQLException, InterruptedException {
        stage.database().emptyLog();
        Cores.Used before = stage.cores().now();
        Answers.Result result = stage.watched(() -> load.run(stage.options().round()));
        Cores.Used after = stage.cores().now();
        cores = after.since(before);
        others = Math.max(others, after.othersSince(before));
        long rows = stage.database().storedRows();
        double last = events == 0 ? result.perSecond() : rows / result.seconds();
        perSecond.add(last);
        p50.add(result.millis(50));
        p99.add(result.millis(99));
        answered += (long) result.accepted() * events;
        stored += rows;
        failed += result.failed();
        firstFailure = firstFailure.isEmpty() ? result.firstFailure() : firstFailure;
        return last;
    }
}
