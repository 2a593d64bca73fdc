package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is accepted through any door arrives at a webhook, signed, in order, and in spite of what breaks on the way. */
@Journey
class DeliveryIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void deliversWhatAnApplicationAndAnAgentSend(CairoServer cairo, Wire wire, Space space) {
        try (Receiver receiver = new Receiver()) {
            createDestination(wire, receiver, 1);

            List<String> sent = new NodeClient("segment-node").send(cairo.url(), space.key("pk"), 1);
            JsonObject reply = wire.tool("track_event", track("from-an-agent"));

            assertThat(reply.getJsonObject("result").getBoolean("isError", false))
                    .as("%s", reply)
                    .isFalse();
            Set<String> expected = new HashSet<>(sent);
            expected.add("from-an-agent");
            awaitAll(receiver, expected);
            assertThat(receiver.arrived()).allMatch(Receiver.Arrived::signed);
            assertThat(receiver.messageIds()).doesNotHaveDuplicates();
        }
    }

    @Test
    void triesAgainAndKeepsTheOrderOfEachPerson(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            createDestination(wire, receiver, 1);
            receiver.failWith(503, 500, 429);

            for (int n = 0; n < 20; n++) {
                wire.post("/v1/track", event("person-" + n % 2, "ordered-" + n));
            }

            awaitAll(receiver, ids("ordered-", 20));
            for (String person : List.of("person-0", "person-1")) {
                List<Integer> numbers = receiver.arrived().stream()
                        .filter(one -> one.subject().equals(person))
                        .map(one -> Integer.valueOf(one.messageId().substring("ordered-".length())))
                        .distinct()
                        .toList();
                assertThat(numbers).as(person).isSorted().hasSize(10);
            }
        }
    }

    @Test
    void deliversInBatchesWhereTheDestinationLikesThem(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            createDestination(wire, receiver, 100);

            String batch = ids("batch-", 1000).stream()
                    .map(id -> event("person", id).replaceFirst("\\{", "{\"type\":\"track\","))
                    .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
            assertThat(wire.post("/v1/batch", batch).json().getInt("accepted")).isEqualTo(1000);

            awaitAll(receiver, ids("batch-", 1000));
            assertThat(receiver.messageIds()).hasSize(1000);
        }
    }

    @Test
    void refusesADestinationThatTheOperatorDoesNotAllow(Wire wire) {
        JsonObject reply = wire.tool(
                "create_destination",
                Json.createObjectBuilder()
                        .add("name", "metadata")
                        .add("type", "webhook")
                        .add("config", Json.createObjectBuilder().add("url", "http://169.254.169.254/latest/"))
                        .build());

        assertThat(reply.getJsonObject("result").getBoolean("isError"))
                .as("%s", reply)
                .isTrue();
    }

    private static void createDestination(Wire wire, Receiver receiver, int batchSize) {
        JsonObject reply = wire.tool(
                "create_destination",
                Json.createObjectBuilder()
                        .add("name", "receiver")
                        .add("type", "webhook")
                        .add("config", receiver.config(batchSize))
                        .build());
        assertThat(reply.toString()).doesNotContain("\"isError\":true").contains("\"result\"");
    }

    private static JsonObject track(String messageId) {
        return Json.createObjectBuilder()
                .add("event", "Agent Step")
                .add("user_id", "agent")
                .add("message_id", messageId)
                .build();
    }

    private static String event(String userId, String messageId) {
        return "{\"event\":\"E\",\"userId\":\"%s\",\"messageId\":\"%s\"}".formatted(userId, messageId);
    }

    private static Set<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(n -> prefix + n).collect(Collectors.toSet());
    }

    private static void awaitAll(Receiver receiver, Set<String> expected) {
        Pause.until(
                () -> new HashSet<>(receiver.messageIds()).containsAll(expected),
                SOON,
                "Of %d events, some did not arrive".formatted(expected.size()));
        assertThat(new HashSet<>(receiver.messageIds())).isEqualTo(expected);
    }
}
