package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.base.JsonTree;
import io.cairo.delivery.Backoff;
import io.cairo.delivery.Dispatches;
import io.cairo.delivery.Heartbeat;
import io.cairo.delivery.Paces;
import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.connector.Webhook;
import io.cairo.destination.connector.WebhookSettings;
import io.cairo.destination.egress.Sender;
import io.cairo.destination.rule.Filter;
import io.cairo.destination.rule.Rules;
import io.cairo.event.EventWriter;
import io.cairo.event.Excerpt;
import io.cairo.event.Log;
import io.cairo.event.Logs;
import io.cairo.event.Writing;
import io.cairo.ingest.Aside;
import io.cairo.message.Message;
import io.cairo.message.Stage;
import io.cairo.message.Who;
import io.cairo.suppression.Gates;
import io.cairo.transformation.Treatment;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Replays without a container, over a database of their own with one destination, and what it got. */
final class Rig implements AutoCloseable {
    /** All that delivery writes down, as one text. */
    static final String DELIVERIES = "SELECT string_agg(d::text, ' ') || (SELECT count(*) FROM delivery_retry)"
            + " || (SELECT count(*) FROM dead_letter) || (SELECT count(*) FROM delivery_attempt) FROM delivery d";

    final Database database = FreshDatabase.over(FreshDatabase.source());
    final HandClock clock = new HandClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    final Instant begin = clock.instant();
    final Replays replays = new Replays();
    final Walks walks = new Walks();
    final UUID destination = UUID.randomUUID();

    /** What the destination has accepted, in its order. */
    final List<JsonObject> received = Collections.synchronizedList(new ArrayList<>());

    /** The same, by {@code webhook-id}. */
    final List<String> ids = Collections.synchronizedList(new ArrayList<>());

    /** How often and how long a replay has waited for its pace. */
    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    final Slices slices = new Slices();

    @Nullable
    Treatment treatment;

    boolean enabled = true;

    /** How many events a second the destination is to get; 0 for as many as it takes. */
    double mostPerSecond;

    /** What originals go through. */
    final List<Stage> stages = new ArrayList<>();

    /** Renews the leases of all walkers. */
    final Heartbeat heartbeat = new Heartbeat(walks::renew);

    private final Log log = Logs.over(database);
    private final EventWriter writer = Writing.writer(database, clock);
    private final ExecutorService lanes = Executors.newCachedThreadPool();

    Rig() {
        replays.database = database;
        walks.database = database;
        slices.database = database;
        slices.excerpts = Logs.excerpts(database);
        slices.log = log;
        slices.originals = Aside.originals(database);
        Aside.days(database, clock);
        slices.pipeline = Aside.pipeline(stages);
        slices.gate = Gates.gate(database);
        slices.rereading = Rig::reread;
        database.update(
                "INSERT INTO destination (id, namespace_id, type, name, settings, event_types, created_at, updated_at)"
                        + " VALUES (?, 1, 'webhook', 'hook', '', 'track', now(), now())",
                destination);
        database.update(
                "INSERT INTO delivery (destination_id, namespace_id, tx, ord, received_at) VALUES (?, 1, 0, 0, now())",
                destination);
    }

    private static Message reread(Message original, String messageId, byte[] json) {
        String user = JsonTree.readObject(json).getString("userId");
        return new Message(
                original.namespace(),
                original.type(),
                original.name(),
                messageId,
                Who.user(user),
                original.timestamp(),
                original.receivedAt(),
                original.platform(),
                json);
    }

    /** Events {@code from} to {@code to}, exclusive, of {@code users} users in turn: m000007 is of u7 if there are ten. */
    void write(int from, int to, int users) throws SQLException {
        Instant now = clock.instant();
        List<Message> messages = IntStream.range(from, to)
                .mapToObj(i -> Writing.message(
                        "m%06d".formatted(i),
                        "u" + i % users,
                        now,
                        "{\"messageId\":\"m%06d\",\"userId\":\"u%d\",\"n\":%d}".formatted(i, i % users, i)))
                .toList();
        database.transaction(connection -> writer.append(connection, messages, false));
    }

    /** Originals {@code from} to {@code to}, exclusive, each of a user of its own, that were set aside for that reason. */
    void setAside(int from, int to, String reason) {
        for (int i = from; i < to; i++) {
            database.update(
                    "INSERT INTO set_aside (namespace_id, message_id, received_at, occurred_at, type, name, subject,"
                            + " user_id, platform, reason, gone, payload)"
                            + " VALUES (1, ?, ?, ?, 'track', 'Happened', ?, ?, 'sdk', ?, true, ?)",
                    "o%06d".formatted(i),
                    clock.instant().atOffset(ZoneOffset.UTC),
                    clock.instant().atOffset(ZoneOffset.UTC),
                    "u:u" + i,
                    "u" + i,
                    reason,
                    "{\"messageId\":\"o%06d\",\"userId\":\"u%d\",\"n\":%d}".formatted(i, i, i));
        }
    }

    Excerpt everything() {
        return new Excerpt(1, begin, clock.instant().plusSeconds(1), log.end(), null, null);
    }

    UUID replay(Excerpt excerpt, int perSecond) {
        return replays.add(destination, new Replay.Selected(excerpt, null, false, null, perSecond), "operator")
                .orElseThrow();
    }

    UUID replay() {
        return replay(everything(), 5_000);
    }

    /** A node whose requests are answered with what the function makes of the event; 0 cuts the connection. */
    Walker walker(Function<JsonObject, Integer> status) {
        Sender sender = call -> answer(call, status);
        WebhookSettings settings =
                new WebhookSettings(URI.create("https://example.com/"), null, null, null, 1, 1, 9, null);
        return new Walker(
                walks,
                slices,
                id -> enabled ? Optional.of(endpoint(settings)) : Optional.empty(),
                walk -> Optional.ofNullable(treatment),
                new Walker.Way(Dispatches.over(sender, lanes, clock), new Paces(database), heartbeat),
                new Backoff(new Random(1)),
                clock,
                this::pass);
    }

    private Endpoint<?> endpoint(WebhookSettings settings) {
        Rules rules = Rules.read(mostPerSecond == 0 ? "{}" : "{\"events_per_second\":" + mostPerSecond + "}");
        return new Endpoint<>(new Webhook(), settings, new Filter(Set.of("track"), rules, List.of("webhook")), rules);
    }

    private void pass(Duration time) {
        waits.add(time);
        clock.move(time);
    }

    private HttpAnswer answer(HttpCall call, Function<JsonObject, Integer> status) throws IOException {
        JsonObject event = JsonTree.readObject(call.body());
        int code = status.apply(event);
        if (code == 0) {
            throw new IOException("cut");
        }
        if (code == 200) {
            received.add(event);
            ids.add(String.valueOf(call.headers().get("webhook-id")));
        }
        return new HttpAnswer(code, Map.of(), "");
    }

    void serve(Walker walker, UUID replay) throws InterruptedException {
        walker.serve(replay, UUID.randomUUID().toString(), () -> true);
    }

    /** What waits for a time is due now, and leases of the dead are over. */
    void timePasses() {
        database.update("UPDATE replay SET due_at = '-infinity', lease_until = now() - interval '1 second'");
    }

    Replay get(UUID replay) {
        return replays.find(1, replay).orElseThrow();
    }

    List<Integer> numbers() {
        return List.copyOf(received).stream().map(event -> event.getInt("n")).toList();
    }

    String text(String sql) {
        return database.first(sql, row -> row.getString(1)).orElse("");
    }

    @Override
    public void close() {
        lanes.shutdownNow();
    }

    static int takesAll(JsonObject event) {
        return 200;
    }

    /** Each user's events came as they were written. */
    void assertInOrder(int users) {
        for (int user = 0; user < users; user++) {
            String name = "u" + user;
            assertThat(received.stream()
                            .filter(event -> event.getString("userId").equals(name))
                            .map(event -> event.getInt("n"))
                            .toList())
                    .isSorted();
        }
    }
}
