package io.cairo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.base.JsonTree;
import io.cairo.delivery.Delivery;
import io.cairo.delivery.Dispatch;
import io.cairo.delivery.Dispatches;
import io.cairo.destination.Connector;
import io.cairo.destination.DestinationParts;
import io.cairo.destination.Destinations;
import io.cairo.destination.Endpoint;
import io.cairo.destination.connector.Amplitude;
import io.cairo.destination.connector.Resend;
import io.cairo.destination.egress.EgressGuard;
import io.cairo.destination.egress.HttpSender;
import io.cairo.message.Message;
import io.cairo.message.Who;
import io.cairo.privacy.Erasure.State;
import io.cairo.tool.Shape;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An erasure asks vendors to forget the person, over HTTP, from the way out that delivery has. */
class VendorsIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final HandClock clock = new HandClock(NOW);
    private final Node node = new Node(database, clock);
    private final ExecutorService lanes = Executors.newCachedThreadPool();
    private final HttpSender sender = new HttpSender(new EgressGuard("127.0.0.0/8", true, InetAddress::getAllByName));
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<UUID, Endpoint<?>> endpoints = new HashMap<>();
    private HttpServer vendor;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException, SQLException {
        vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.createContext("/", this::answer);
        vendor.setExecutor(lanes);
        vendor.start();
        node.telling.vendors = vendors();
        node.groups.write(List.of(new Message(
                1,
                Message.Type.IDENTIFY,
                null,
                "m1",
                new Who("jane-doe", "device-a", null, null, "jane@example.com", List.of()),
                NOW,
                NOW,
                "sdk",
                "{}".getBytes(StandardCharsets.UTF_8))));
    }

    @AfterEach
    void stop() {
        vendor.stop(0);
        sender.close();
        lanes.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private Vendors vendors() {
        Vendors vendors = new Vendors();
        vendors.recipients = DestinationParts.recipients(database);
        vendors.destinations = new Destinations() {
            @Override
            public Optional<Endpoint<?>> endpoint(int namespace, UUID id) {
                if (!endpoints.containsKey(id)) {
                    throw new IllegalStateException("it was sealed with another key");
                }
                return Optional.of(endpoints.get(id));
            }
        };
        vendors.delivery = new Delivery() {
            @Override
            public Dispatch dispatch() {
                return Dispatches.over(sender, lanes, clock);
            }
        };
        return vendors;
    }

    /** A destination whose API is the server of this test. */
    private <S extends Record> UUID add(String name, Connector<S> connector, String config) {
        String url = "http://127.0.0.1:" + vendor.getAddress().getPort();
        JsonObject settings = JsonTree.readObject(
                config.replace('\'', '"').replace("URL", url).getBytes(StandardCharsets.UTF_8));
        UUID id = sealed(name);
        endpoints.put(
                id, new Endpoint<>(connector, Shape.of(connector.settings()).decode(settings), Set.of("track")));
        return id;
    }

    /** One whose settings cannot be read. */
    private UUID sealed(String name) {
        UUID id = UUID.randomUUID();
        database.update(
                "INSERT INTO destination (id, namespace_id, type, name, settings, event_types, created_at, updated_at)"
                        + " VALUES (?, 1, 'x', ?, '', 'track', now(), now())",
                id,
                name);
        return id;
    }

    private UUID amplitude() {
        return add("amplitude", new Amplitude(), "{'api_key':'key-1234','secret_key':'secret-12','base_url':'URL'}");
    }

    private UUID resend() {
        return add("resend", new Resend(), "{'api_key':'re_12345678','base_url':'URL'}");
    }

    private UUID erased() {
        UUID id = node.begin("jane-doe", false);
        assertThat(node.eraser.run(id, () -> true).state()).isEqualTo(State.SETTLING);
        return id;
    }

    private Erasure after(UUID id, Duration time) {
        clock.move(time);
        return node.eraser.run(id, () -> true);
    }

    private String audited() {
        return database.query(
                        "SELECT details::text FROM audit WHERE action = 'delete_at_destinations'",
                        row -> row.getString(1))
                .get(0);
    }

    @Test
    void eachIsAskedUnderTheNamesThatItKnows() {
        amplitude();
        resend();
        UUID id = erased();
        assertThat(asked).isEmpty();

        assertThat(after(id, Eraser.SETTLING).state()).isEqualTo(State.DONE);

        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).startsWith("POST /api/2/deletions/users ").contains("[\"jane-doe\"]");
        assertThat(asked.get(1)).startsWith("DELETE /").contains("jane").doesNotContain("jane-doe");
    }

    @Test
    void oneThatCannotAnswerIsAskedAgain() {
        amplitude();
        UUID id = erased();
        status = 503;
        assertThat(after(id, Eraser.SETTLING).state()).isEqualTo(State.SETTLING);
        status = 202;

        assertThat(after(id, Eraser.SETTLING.multipliedBy(2)).state()).isEqualTo(State.DONE);

        assertThat(asked).hasSize(2);
        assertThat(audited()).contains("\"not_told\":[]");
    }

    @Test
    void thatNobodyIsThereIsAgreementOnlyWhereTheAddressNamesThePerson() {
        UUID resend = resend();
        UUID amplitude = amplitude();
        UUID id = erased();
        status = 404;

        assertThat(after(id, Eraser.SETTLING).state()).isEqualTo(State.SETTLING);
        assertThat(after(id, Duration.ofDays(2)).state()).isEqualTo(State.DONE);

        assertThat(audited()).contains("\"told\":[\"" + resend + "\"]", "\"not_told\":[\"" + amplitude + "\"]");
    }

    @Test
    void oneWhoseSettingsCannotBeReadIsNotToldAndHoldsUpNobody() {
        UUID amplitude = amplitude();
        UUID unreadable = sealed("another");
        UUID id = erased();

        assertThat(after(id, Eraser.SETTLING).state()).isEqualTo(State.DONE);

        assertThat(asked).hasSize(1);
        assertThat(audited()).contains("\"told\":[\"" + amplitude + "\"]", "\"not_told\":[\"" + unreadable + "\"]");
    }
}
