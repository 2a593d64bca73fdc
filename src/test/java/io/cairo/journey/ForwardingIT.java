package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.connector.Against;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cairo forwards to Cairo, as to Segment and as to RudderStack: all six types arrive, and none comes back. */
@Journey
@Against(
        types = {"segment", "rudderstack"},
        server = "Cairo's own ingestion API")
class ForwardingIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SIX = """
            {"batch":[
             {"type":"identify","messageId":"%1$s-identify","userId":"u","traits":{"plan":"pro"}},
             {"type":"track","messageId":"%1$s-track","userId":"u","event":"E","properties":{"n":1}},
             {"type":"page","messageId":"%1$s-page","userId":"u","name":"P"},
             {"type":"screen","messageId":"%1$s-screen","userId":"u","name":"S"},
             {"type":"group","messageId":"%1$s-group","userId":"u","groupId":"g"},
             {"type":"alias","messageId":"%1$s-alias","userId":"u","previousId":"v"}]}""";

    @ParameterizedTest
    @CsvSource({"segment, base_url", "rudderstack, data_plane_url"})
    void forwardsAllSixTypes(String type, String address, CairoServer cairo, Wire wire, Space space) {
        create(wire, type, address, cairo.url(), space.key("sk"), space.name() + type);
        assertThat(wire.post("/v1/batch", SIX.formatted(type)).json().getInt("accepted"))
                .isEqualTo(6);

        Pause.until(() -> delivered(wire, type) == 6, SOON, "not all events were delivered to " + type);
    }

    /** The receiver is the namespace itself: what was forwarded has the message id of what is there already, and its mark. */
    @Test
    void whatWasForwardedDoesNotGoRound(CairoServer cairo, Wire wire, Space space) {
        create(wire, "segment", "base_url", cairo.url(), space.key("sk"), "round");
        wire.post("/v1/track", "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"once\"}");

        Pause.until(() -> delivered(wire, "segment") == 1, SOON, "the event was not delivered");
        assertThat(space.messageIds()).containsExactly("once");
    }

    private static void create(Wire wire, String type, String address, String url, String key, String name) {
        JsonObject reply = wire.tool(
                "create_destination",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("type", type)
                        .add(
                                "config",
                                Json.createObjectBuilder().add(address, url).add("write_key", key))
                        .build());
        assertThat(reply.toString()).doesNotContain("\"isError\":true");
    }

    private static long delivered(Wire wire, String type) {
        return wire
                .call("GET", "/api/v2/destinations", JsonObject.EMPTY_JSON_OBJECT)
                .json()
                .getJsonArray("destinations")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(one -> one.getString("type").equals(type))
                .mapToLong(one -> one.getJsonNumber("delivered").longValue())
                .sum();
    }
}
