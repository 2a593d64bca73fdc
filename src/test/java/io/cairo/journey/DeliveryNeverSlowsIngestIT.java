package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Applications do not notice that destinations hang and die, however many: all that they send is taken and kept. */
@Isolated("it takes all couriers of the server that others share")
@Journey
class DeliveryNeverSlowsIngestIT {
    /** More than a node has couriers of both sorts. */
    private static final int HANGING = 24;

    private static final int DYING = 4;

    /** The couriers that a new destination gets first. */
    private static final int COURIERS = 12;

    private static final int BATCHES = 30;
    private static final int BATCH = 100;

    /** As long as Segment's own client waits for an answer. */
    private static final Duration CLIENT_WAITS = Duration.ofSeconds(10);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(CLIENT_WAITS).build();

    @Test
    void takesEverythingWhileAllCouriersWaitForDestinationsThatHang(CairoServer cairo, Wire wire, Space space)
            throws IOException, InterruptedException {
        List<String> made = new ArrayList<>();
        try (MuteReceiver mute = new MuteReceiver();
                Receiver healthy = new Receiver()) {
            for (int i = 0; i < HANGING; i++) {
                made.add(create(wire, "hangs-" + i, mute.url("/hang/" + i)));
            }
            for (int i = 0; i < DYING; i++) {
                made.add(create(wire, "broken-" + i, mute.url("/broken/" + i)));
                made.add(create(wire, "gone-" + i, "http://127.0.0.1:" + CairoServer.freePort() + "/"));
            }
            made.add(create(wire, "healthy", healthy.config(BATCH)));
            assertThat(send(cairo, space, 0)).isEqualTo(200);
            Pause.until(() -> mute.waiting() >= COURIERS, CLIENT_WAITS, "not all couriers are kept waiting");

            for (int i = 1; i < BATCHES; i++) {
                assertThat(send(cairo, space, i)).as("batch %d", i).isEqualTo(200);
            }

            Set<String> sent = IntStream.range(0, BATCHES * BATCH)
                    .mapToObj(DeliveryNeverSlowsIngestIT::id)
                    .collect(Collectors.toSet());
            assertThat(space.messageIds()).hasSize(sent.size()).containsAll(sent);
            Pause.until(
                    () -> new HashSet<>(healthy.messageIds()).containsAll(sent),
                    Duration.ofSeconds(90),
                    "The healthy destination did not get everything");
            Pause.until(() -> mute.refused() == DYING, Duration.ofSeconds(90), "Not all that are broken were tried");
            assertThat(kept(space))
                    .as("sick destinations that have lost nothing")
                    .isEqualTo(HANGING + 2 * DYING);
        } finally {
            made.forEach(id -> wire.tool("delete_destination", arguments("id", id)));
        }
    }

    /** Destinations that have delivered nothing yet, and given nothing up. */
    private static int kept(Space space) {
        return Integer.parseInt(space.database().value("""
                SELECT count(*)::text FROM delivery d JOIN namespace n ON n.id = d.namespace_id
                WHERE n.name = ? AND d.delivered = 0 AND d.dead = 0
                  AND NOT EXISTS (SELECT 1 FROM dead_letter l WHERE l.destination_id = d.destination_id)""", space.name()));
    }

    private static int send(CairoServer cairo, Space space, int number) throws IOException, InterruptedException {
        String batch = IntStream.range(number * BATCH, (number + 1) * BATCH)
                .mapToObj(i -> "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"person-%d\",\"messageId\":\"%s\"}"
                        .formatted(i % 50, id(i)))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(cairo.url() + "/v1/batch"))
                .timeout(CLIENT_WAITS)
                .header("Authorization", Wire.basic(space.key() + ":"))
                .POST(BodyPublishers.ofString(batch))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static String id(int number) {
        return "never-slow-" + number;
    }

    private static String create(Wire wire, String name, String url) {
        return create(
                wire,
                name,
                Json.createObjectBuilder()
                        .add("url", url)
                        .add("batch_size", BATCH)
                        .build());
    }

    private static String create(Wire wire, String name, JsonObject config) {
        Wire.Answer answer = wire.call(
                "POST",
                "/api/v2/destinations",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("type", "webhook")
                        .add("config", config)
                        .build());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().getJsonObject("destination").getString("id");
    }

    private static JsonObject arguments(String name, String value) {
        return Json.createObjectBuilder().add(name, value).build();
    }
}
