package io.cairo.journey;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clients that send without pause, singles and batches, and keep what Cairo did not acknowledge until it does. What they
 * sent and what was acknowledged is the oracle of the crash tests.
 */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int BATCH = 20;
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Duration BREATH = Duration.ofMillis(10);

    private final Wire wire;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> unwelcome = new ConcurrentHashMap<>();
    private final AtomicLong latest = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong retryable = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean sending = true;
    private volatile boolean finishing;

    Load(Wire wire) {
        this.wire = wire;
    }

    Load start() {
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            Thread thread = new Thread(() -> run(number), "client-" + number);
            thread.start();
            clients.add(thread);
        }
        return this;
    }

    /** Sends nothing new, and goes on with what was not acknowledged until all of it is. */
    void finish(Duration longest) {
        finishing = true;
        sending = false;
        long deadline = System.nanoTime() + longest.toNanos();
        for (Thread client : clients) {
            try {
                client.join(Math.max(
                        1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
            } catch (InterruptedException e) {
                throw Pause.interrupted(e);
            }
            if (client.isAlive()) {
                throw new AssertionError("%d of %d events were never acknowledged; %s"
                        .formatted(sent.size() - acknowledged.size(), sent.size(), this));
            }
        }
    }

    Set<String> sent() {
        return sent;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Answers that neither acknowledge nor invite to try again, with how often they came. */
    Map<String, Integer> unwelcome() {
        return unwelcome;
    }

    /** How often it was told to try again later. */
    long refusals() {
        return retryable.get();
    }

    /** When the latest acknowledgement came, as {@link System#nanoTime}. */
    long latestAcknowledgement() {
        return latest.get();
    }

    @Override
    public String toString() {
        return "%d sent, %d acknowledged, %d answers 429 or 503, %d broken connections"
                .formatted(sent.size(), acknowledged.size(), retryable.get(), broken.get());
    }

    /** Events that were acknowledged and are not in the database now. */
    Set<String> missingFrom(TestDatabase database) {
        Set<String> missing = new HashSet<>(acknowledged);
        database.messageIds().forEach(missing::remove);
        return missing;
    }

    @Override
    public void close() {
        finishing = false;
        sending = false;
    }

    /** A client does not hurry past what it could not deliver: it tries that again first, as SDKs do. */
    private void run(int client) {
        for (int turn = 0; sending; turn++) {
            List<String> messageIds = batch(client, turn);
            sent.addAll(messageIds);
            while (!deliver(messageIds)) {
                if (!sending && !finishing) {
                    return;
                }
                Pause.of(PATIENCE);
            }
            acknowledged.addAll(messageIds);
            latest.set(System.nanoTime());
            Pause.of(BREATH);
        }
    }

    private static List<String> batch(int client, int turn) {
        int size = turn % 3 == 0 ? 1 : BATCH;
        return IntStream.range(0, size)
                .mapToObj(n -> "load-%d-%d-%d".formatted(client, turn, n))
                .toList();
    }

    private boolean deliver(List<String> messageIds) {
        try {
            Wire.Answer answer = messageIds.size() == 1
                    ? wire.post("/v1/track", event(messageIds.get(0)))
                    : wire.post("/v1/batch", body(messageIds));
            return acknowledges(answer, messageIds.size());
        } catch (UncheckedIOException e) {
            broken.incrementAndGet();
            return false;
        }
    }

    private boolean acknowledges(Wire.Answer answer, int count) {
        if (answer.status() == 200) {
            JsonObject json = answer.json();
            if (json.getInt("accepted") + json.getInt("duplicates") == count) {
                return true;
            }
        }
        if (answer.status() == 429 || answer.status() == 503) {
            retryable.incrementAndGet();
        } else {
            unwelcome.merge(answer.status() + " " + answer.body(), 1, Integer::sum);
        }
        return false;
    }

    private static String body(List<String> messageIds) {
        return messageIds.stream().map(Load::event).collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    private static String event(String messageId) {
        return """
                {"type":"track","event":"Load","userId":"%s","messageId":"%s","properties":{"text":"%s"}}""".formatted(messageId.substring(0, messageId.lastIndexOf('-')), messageId, "x".repeat(200));
    }
}
