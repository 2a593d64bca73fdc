package io.cairo.bench;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Somebody who lets hostile scripts run, in a namespace of their own: three transformations that loop, fill memory and recurse,
 * fed with events and switched on again whenever they were paused, and one after the other the scripts that the sandbox is
 * tested with, on trial, as often as not refused. The scripts are bombs for armed events only, so that the same requests can be
 * made with nothing going off.
 */
final class Bombs {
    private static final String CORPUS = "/io/cairo/transformation/sandbox/hostile.txt";
    private static final int FEEDERS = 2;
    /** Their own load on the server stays small beside what their scripts burn: a hundred bombs a second, two trials. */
    private static final long FEEDER_RESTS_MILLIS = 200;

    private static final long TRIAL_RESTS_MILLIS = 500;
    private static final String UUID = "\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b";
    private static final String EVENT = "{\"type\":\"track\",\"event\":\"Bomb\",\"userId\":\"bomber-%d\",\"armed\":%b}";

    private final CairoServer server;
    private final String namespace;
    private final List<String> corpus;
    private final List<String> transformations = new ArrayList<>();
    private final String key;
    private final AtomicInteger fed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger notTried = new AtomicInteger();
    private final long diedBefore;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean going;
    private volatile boolean armed;

    /** What is done again and again until it is enough. */
    @FunctionalInterface
    private interface Deed {
        void run() throws IOException, InterruptedException;
    }

    Bombs(CairoServer server, String namespace) throws IOException, InterruptedException {
        this.server = server;
        this.namespace = namespace;
        this.corpus = corpus();
        this.key = server.createKey(namespace);
        this.diedBefore = died();
        plant("loop", "while (event.armed) {}");
        plant("memory", "let s = 'xxxxxxxx'; const all = []; while (event.armed) all.push(s += s);");
        plant(
                "stack",
                "function f() { try { return f() + 1; } catch (e) { return f() + 1; } } if (event.armed) event.out = f();");
    }

    private void plant(String name, String code) throws IOException, InterruptedException {
        String answer = server.ask(
                "create_transformation",
                "{\"namespace\":\"%s\",\"name\":\"%s\",\"code\":\"%s return event;\"}"
                        .formatted(namespace, name, code));
        transformations.add(CairoServer.found(UUID, answer));
    }

    /** From now on, until {@link #stop}. */
    void start() {
        begin(true);
    }

    /** The same requests, but nothing goes off. */
    void startUnarmed() {
        begin(false);
    }

    private void begin(boolean arm) {
        armed = arm;
        going = true;
        for (int i = 0; i < FEEDERS; i++) {
            begin("feeder", this::feed);
        }
        begin("trials", this::tryOne);
        begin("resumer", this::resume);
    }

    /** Nobody waits for what is under way: it may take the server a minute yet. */
    void stop() throws InterruptedException {
        going = false;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        threads.clear();
    }

    Map<String, Object> report() throws IOException, InterruptedException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("batches_of_10_events", fed.get());
        report.put("batches_refused", refused.get());
        report.put("scripts_on_trial", tried.get());
        report.put("trials_refused", notTried.get());
        report.put("workers_died", died() - diedBefore);
        return report;
    }

    private long died() throws IOException, InterruptedException {
        String told = CairoServer.found("died\\W+\\d+", server.call("system_health", "{}"));
        return Long.parseLong(told.replaceAll("\\D", ""));
    }

    /** Stops, and takes its transformations away. */
    void end() throws IOException, InterruptedException {
        stop();
        for (String id : transformations) {
            server.call("delete_transformation", "{\"id\":\"%s\",\"namespace\":\"%s\"}".formatted(id, namespace));
        }
    }

    private void feed() throws IOException, InterruptedException {
        (server.post("/v1/batch", key, batch(armed)) == 200 ? fed : refused).incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(FEEDER_RESTS_MILLIS);
    }

    private static String batch(boolean armed) {
        return IntStream.range(0, 10)
                .mapToObj(i -> EVENT.formatted(i, armed))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    private void tryOne() throws IOException, InterruptedException {
        String code = corpus.get(tried.getAndIncrement() % corpus.size());
        String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(code));
        String answer = server.ask(
                "test_transformation",
                "{\"namespace\":\"%s\",\"code\":\"%s\",\"sample_event\":{\"type\":\"track\",\"event\":\"E\",\"n\":7,\"armed\":%b}}"
                        .formatted(namespace, quoted, armed));
        if (answer.contains("retry_after")) {
            notTried.incrementAndGet();
        }
        TimeUnit.MILLISECONDS.sleep(TRIAL_RESTS_MILLIS);
    }

    private void resume() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(1);
        for (String id : transformations) {
            String unused = server.ask(
                    "update_transformation",
                    "{\"id\":\"%s\",\"namespace\":\"%s\",\"enabled\":true}".formatted(id, namespace));
        }
    }

    private void begin(String name, Deed deed) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (going) {
                            repeat(name, deed);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        threads.add(thread);
        thread.start();
    }

    /** Whose request is not answered in time goes on with the next. */
    private static void repeat(String name, Deed deed) throws InterruptedException {
        try {
            deed.run();
        } catch (IOException e) {
            System.err.println("bench: bombs: the " + name + " was left without an answer: " + e);
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static List<String> corpus() throws IOException {
        try (InputStream in = Bombs.class.getResourceAsStream(CORPUS)) {
            if (in == null) {
                throw new IOException(CORPUS + " is not on the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^=== ", -1))
                    .skip(1)
                    .map(part -> "if (event.armed) {\n%s\n}\nreturn event;"
                            .formatted(part.substring(part.indexOf('\n') + 1).strip()))
                    .toList();
        }
    }
}
