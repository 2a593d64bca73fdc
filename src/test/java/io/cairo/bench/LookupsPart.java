package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** How long questions of agents take where a month of many events lies in the log. */
final class LookupsPart implements Part {
    private static final int PER_SECOND = 200;
    private static final int CONNECTIONS = 32;
    /** Different questions of each kind. */
    private static final int QUESTIONS = 5_000;

    private final Stage stage;
    private final Supply supply;
    private final Random random = new Random(42);

    LookupsPart(Stage stage, Supply supply) {
        this.stage = stage;
        this.supply = supply;
    }

    @Override
    public String name() {
        return "lookups";
    }

    @Override
    public void measure(Report report) throws IOException, SQLException, InterruptedException {
        long start = System.nanoTime();
        History history = new History(stage, stage.options().events());
        history.fill(supply.authorization());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("events", stage.database().storedRows());
        result.put("identifiers", Long.parseLong(stage.database().text("SELECT count(*) FROM identifier")));
        result.put("fill_seconds", Figures.rounded((System.nanoTime() - start) / 1e9, 0));
        result.put("size_mb", Long.parseLong(stage.database().text("SELECT pg_database_size('postgres') >> 20")));
        for (Map.Entry<String, List<String>> kind : kinds(history).entrySet()) {
            result.put(kind.getKey(), measured(report, kind.getKey(), kind.getValue()));
        }
        report.put(name(), result);
    }

    private Map<String, List<String>> kinds(History history) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("lookup_user_email", questions(history, "lookup_user", who -> "\"email\":\"" + who.email() + "\""));
        kinds.put("lookup_user_id", questions(history, "lookup_user", who -> "\"user_id\":\"" + who.userId() + "\""));
        kinds.put(
                "resolve_identity",
                questions(history, "resolve_identity", who -> "\"anonymous_id\":\"" + who.anonymousId() + "\""));
        kinds.put("query_events_last", questions(history, "query_events", who -> "\"limit\":20"));
        kinds.put(
                "query_events_user", questions(history, "query_events", who -> "\"user_id\":\"" + who.userId() + "\""));
        kinds.put(
                "query_events_email",
                questions(history, "query_events", who -> "\"user_email\":\"" + who.email() + "\""));
        kinds.put(
                "query_events_name",
                questions(history, "query_events", who -> "\"event_type\":\"Order Completed\",\"limit\":20"));
        return kinds;
    }

    private record Who(String userId, String anonymousId, String email) {}

    private List<String> questions(History history, String tool, Function<Who, String> arguments) {
        List<String> questions = new ArrayList<>(QUESTIONS);
        for (int i = 0; i < QUESTIONS; i++) {
            int person = random.nextInt(History.PEOPLE);
            int time = random.nextInt(history.times());
            Who who = new Who(
                    History.userId(person, time), History.anonymousId(person, time), History.email(person, time));
            questions.add(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{%s}}}"
                            .formatted(tool, arguments.apply(who)));
        }
        return questions;
    }

    private Map<String, Object> measured(Report report, String kind, List<String> questions)
            throws IOException, SQLException, InterruptedException {
        Figures p50 = new Figures();
        Figures p99 = new Figures();
        int failed = 0;
        PacedLoad load = new PacedLoad(stage.server().address(), CONNECTIONS, supply.asked(questions), PER_SECOND);
        load.run(stage.options().warmUp());
        for (int i = 0; i < stage.options().rounds(); i++) {
            Answers.Result round = stage.watched(() -> load.run(stage.options().round()));
            p50.add(round.millis(50));
            p99.add(round.millis(99));
            failed += round.failed();
        }
        report.atMost("lookups_" + kind + "_p99_ms", p99.median(), 20, 5);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("p50_ms", p50.report(2));
        result.put("p99_ms", p99.report(2));
        result.put("failed_requests", failed);
        return result;
    }
}
