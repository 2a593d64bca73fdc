package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.JsonTree;
import io.cairo.destination.Destinations;
import io.cairo.destination.Endpoint;
import io.cairo.destination.connector.Webhook;
import io.cairo.destination.connector.WebhookSettings;
import io.cairo.destination.egress.Sender;
import io.cairo.destination.rule.Filter;
import io.cairo.destination.rule.Rules;
import io.cairo.event.EventWriter;
import io.cairo.event.Log;
import io.cairo.event.Logs;
import io.cairo.event.Position;
import io.cairo.event.Writing;
import io.cairo.message.Message;
import io.cairo.transformation.DestinationTransformations;
import io.cairo.transformation.Treatment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The engine without a container, over a database of its own with one destination. */
final class Rig implements AutoCloseable {
    final Database database = FreshDatabase.over(FreshDatabase.source());
    final Ledger ledger = new Ledger(database);
    final UUID destination = UUID.randomUUID();

    private final Clock clock = Clock.systemUTC();
    private final Instant now = clock.instant();
    private final EventWriter writer = Writing.writer(database, clock);
    private final Log log = Logs.over(database);
    private final ExecutorService lanes = Executors.newCachedThreadPool();
    private final String url;
    private final int batchSize;
    private final int retries;

    /** What the destination is. */
    private Endpoint<?> endpoint;

    /** What the destination's transformations do. */
    @Nullable
    Treatment treatment;

    Rig(String url, int batchSize, int retries) {
        this.url = url;
        this.batchSize = batchSize;
        this.retries = retries;
        endpoint = webhook(url, "{}");
        add(destination, "hook");
    }

    /** What tracks are posted to, with these rules. */
    Endpoint<?> webhook(String address, String rules) {
        WebhookSettings settings =
                new WebhookSettings(URI.create(address), null, null, null, batchSize, 1, retries, null);
        Rules checked = Rules.checked(JsonTree.readObject(rules.getBytes(StandardCharsets.UTF_8)));
        Filter filter = new Filter(Set.of("track"), checked, List.of("hook", "webhook", "Webhook"));
        return new Endpoint<>(new Webhook(), settings, filter, checked);
    }

    /** From now on the destination has these rules. */
    void rules(String json) {
        endpoint = webhook(url, json.replace('\'', '"'));
    }

    /** From now on it is of another type. */
    void becomes(Endpoint<?> other) {
        endpoint = other;
    }

    /** One more destination, which reads the log from its beginning. */
    UUID add(String name) {
        UUID id = UUID.randomUUID();
        add(id, name);
        return id;
    }

    private void add(UUID id, String name) {
        database.update(
                "INSERT INTO destination (id, namespace_id, type, name, settings, event_types, created_at, updated_at)"
                        + " VALUES (?, 1, 'webhook', ?, '', 'track', '-infinity', '-infinity')",
                id,
                name);
        database.update(
                "INSERT INTO delivery (destination_id, namespace_id, tx, ord, received_at) VALUES (?, 1, 0, 0, now())",
                id);
    }

    Courier courier(Sender sender) {
        return courier(sender, id -> Optional.of(endpoint));
    }

    Courier courier(Sender sender, Function<UUID, Optional<Endpoint<?>>> endpoints) {
        Shift.Tools with = new Shift.Tools(
                ledger,
                new Paces(database),
                new Retries(database),
                log,
                new Dispatch(sender, lanes, clock),
                new Backoff(new Random(1)),
                (id, settlement) -> {});
        return new Courier(with, new Heartbeat(ledger::renew), endpoints, id -> Optional.ofNullable(treatment));
    }

    /** Events {@code from} to {@code to}, exclusive, of {@code users} users in turn; each body names user and number. */
    void write(int from, int to, int users) throws SQLException {
        List<Message> messages = IntStream.range(from, to)
                .mapToObj(i -> Writing.message(
                        "m%06d".formatted(i), "u" + i % users, now, "{\"u\":%d,\"n\":%d}".formatted(i % users, i)))
                .toList();
        database.transaction(connection -> writer.append(connection, messages, false));
    }

    /** What is told of the event with this number. */
    Traces.Trace trace(int number) {
        Position position = database.first(
                        "SELECT tx, ord, received_at FROM event WHERE namespace_id = 1 AND message_id = ?",
                        row -> new Position(
                                row.getLong(1),
                                row.getInt(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()),
                        "m%06d".formatted(number))
                .orElseThrow();
        return traces().of(1, position, 1).get(0);
    }

    private Traces traces() {
        Traces traces = new Traces();
        traces.database = database;
        traces.log = log;
        traces.clock = clock;
        traces.destinations = new Destinations() {
            @Override
            public Optional<Endpoint<?>> endpoint(int namespace, UUID id) {
                return Optional.of(endpoint);
            }
        };
        traces.transformations = new DestinationTransformations() {
            @Override
            public Optional<Treatment> withoutCounting(UUID id) {
                return Optional.ofNullable(treatment);
            }
        };
        return traces;
    }

    boolean serve(Courier courier) throws InterruptedException {
        return courier.serve(destination, UUID.randomUUID().toString(), () -> true)
                .more();
    }

    /** What waits for a time is due now. */
    void timePasses() {
        database.update("UPDATE delivery_retry SET due_at = now() WHERE due_at <> 'infinity'");
        database.update("UPDATE delivery SET due_at = '-infinity', lease_until = now() - interval '1 second'");
    }

    String text(String sql) {
        return database.first(sql, row -> row.getString(1)).orElse("");
    }

    @Override
    public void close() {
        lanes.shutdownNow();
    }
}
