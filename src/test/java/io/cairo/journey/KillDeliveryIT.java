package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code kill -9} in the middle of delivering: every event arrives, twice only with the same idempotency key, and those of
 * one person in order. {@code -Dkills=10} kills more often.
 */
@Isolated("it measures how soon a node takes over")
@Timeout(600)
class KillDeliveryIT {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int EVENTS = 2_000;
    private static final int PEOPLE = 20;
    private static final int DESTINATIONS = 20;
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CAIRO_EGRESS_ALLOW",
            "127.0.0.0/8",
            "CAIRO_SECRET_KEY",
            Base64.getEncoder().encodeToString(new byte[32]));

    private static String id(int number) {
        return "event-%06d".formatted(number);
    }

    private static void send(Wire wire, int from, int to) {
        for (int begin = from; begin < to; begin += 500) {
            String batch = IntStream.range(begin, Math.min(to, begin + 500))
                    .mapToObj(i -> "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"person-%d\",\"messageId\":\"%s\"}"
                            .formatted(i % PEOPLE, id(i)))
                    .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
            assertThat(wire.post("/v1/batch", batch).status()).isEqualTo(200);
        }
    }

    private static void create(Wire wire, String name, JsonObject config) {
        JsonObject reply = wire.tool(
                "create_destination",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("type", "webhook")
                        .add("config", config)
                        .build());
        assertThat(reply.getJsonObject("result").getBoolean("isError", false))
                .as("%s", reply)
                .isFalse();
    }

    private static List<Receiver.Arrived> at(Receiver receiver, String path) {
        return receiver.arrived().stream()
                .filter(arrived -> arrived.path().equals(path))
                .toList();
    }

    private static Set<String> ids(List<Receiver.Arrived> arrived) {
        return arrived.stream().map(Receiver.Arrived::messageId).collect(Collectors.toSet());
    }

    private static void assertComplete(List<Receiver.Arrived> arrived, int events) {
        assertThat(ids(arrived)).hasSize(events);
        Map<String, LinkedHashSet<String>> people = new HashMap<>();
        arrived.forEach(one -> people.computeIfAbsent(one.subject(), person -> new LinkedHashSet<>())
                .add(one.messageId()));
        people.forEach(
                (person, firsts) -> assertThat(List.copyOf(firsts)).as(person).isSorted());
        assertThat(arrived).allMatch(Receiver.Arrived::signed);
    }

    @Test
    void deliversEverythingInOrderWithTheSameKeysHoweverOftenItIsKilled() {
        try (TestPostgres postgres = new TestPostgres();
                Receiver receiver = new Receiver();
                CairoServer cairo = CairoServer.over(postgres.database(), ENVIRONMENT)) {
            Wire wire = new Wire(cairo.url(), Space.ADMIN_KEY);
            create(wire, "one by one", receiver.config(1, "/hook/single"));
            create(wire, "in batches", receiver.config(20, "/hook/batch"));
            receiver.slowDown(Duration.ofMillis(5));
            int killsDone = 0;
            for (; killsDone < KILLS; killsDone++) {
                int sent = killsDone * EVENTS;
                send(wire, sent, sent + EVENTS);
                int reached = sent + EVENTS / 4;
                Pause.until(
                        () -> at(receiver, "/hook/single").size() > reached,
                        Duration.ofSeconds(60),
                        "delivery has not come far enough");
                cairo.kill9();
                cairo.start();
            }
            int all = KILLS * EVENTS;
            Pause.until(
                    () -> ids(at(receiver, "/hook/single")).size() == all
                            && ids(at(receiver, "/hook/batch")).size() == all,
                    Duration.ofMinutes(2),
                    "some events never arrived");

            List<Receiver.Arrived> single = at(receiver, "/hook/single");
            System.out.printf(
                    "%d kills in the middle of delivering: %d of %d arrived twice%n", KILLS, single.size() - all, all);
            assertComplete(single, all);
            assertComplete(at(receiver, "/hook/batch"), all);
            Map<String, Set<String>> keys = new HashMap<>();
            single.forEach(one -> keys.computeIfAbsent(one.messageId(), event -> new HashSet<>())
                    .add(one.webhookId()));
            assertThat(keys.values()).allMatch(each -> each.size() == 1);
        }
    }

    @Test
    void anotherNodeTakesOverWhatAKilledOneWasDeliveringAndGivesItBack() {
        try (TestPostgres postgres = new TestPostgres();
                Receiver receiver = new Receiver()) {
            takeOver(postgres.database(), receiver);
        }
    }

    private static void takeOver(TestDatabase database, Receiver receiver) {
        try (TwoServers both = TwoServers.over(database, ENVIRONMENT)) {
            CairoServer one = both.one();
            Wire wire = new Wire(both.other().url(), Space.ADMIN_KEY);
            for (int i = 0; i < DESTINATIONS; i++) {
                create(wire, "destination " + i, receiver.config(10, "/hook/" + i));
            }
            receiver.slowDown(Duration.ofMillis(100));
            send(wire, 0, EVENTS / 4);
            send(new Wire(one.url(), Space.ADMIN_KEY), EVENTS / 4, EVENTS / 2);
            Pause.until(() -> receiver.arrived().size() > 1_000, Duration.ofSeconds(60), "nothing is delivered");
            List<String> owners = database.column(
                    "SELECT DISTINCT split_part(lease_owner, ':', 1) FROM delivery WHERE lease_owner IS NOT NULL");

            one.kill9();
            receiver.slowDown(Duration.ZERO);
            send(wire, EVENTS / 2, EVENTS / 2 + 1);
            String last = id(EVENTS / 2);
            Pause.until(
                    () -> receiver.arrived().stream()
                                    .filter(arrived -> arrived.messageId().equals(last))
                                    .map(Receiver.Arrived::path)
                                    .distinct()
                                    .count()
                            == DESTINATIONS,
                    TAKEN_OVER,
                    "not all destinations were taken over in time");

            System.out.printf("%d nodes were delivering when one was killed%n", owners.size());
            assertThat(owners).hasSizeBetween(1, 2);
            assertAllComplete(receiver, EVENTS / 2 + 1);

            one.start();
            both.other().kill9();
            send(new Wire(one.url(), Space.ADMIN_KEY), EVENTS / 2 + 1, EVENTS / 2 + 2);
            assertAllComplete(receiver, EVENTS / 2 + 2);
        }
    }

    private static void assertAllComplete(Receiver receiver, int events) {
        for (int i = 0; i < DESTINATIONS; i++) {
            String path = "/hook/" + i;
            Pause.until(
                    () -> ids(at(receiver, path)).size() == events,
                    Duration.ofSeconds(60),
                    "some events never arrived at " + path);
            assertComplete(at(receiver, path), events);
        }
    }
}
