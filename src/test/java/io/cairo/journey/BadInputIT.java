package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input gets a code and a sentence, its neighbours are stored, and the log keeps none of it. */
@Journey
class BadInputIT {
    private static final String GOOD = "{\"type\":\"track\",\"event\":\"Good\",\"userId\":\"u\",\"messageId\":\"%s\"}";
    private static final String CANARY = "canary-3f7c";

    private final CairoServer cairo;

    BadInputIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    static Stream<Arguments> faultyEvents() {
        return Stream.of(
                Arguments.of(
                        "too large",
                        event("\"properties\":{\"x\":\"" + "y".repeat(33 * 1024) + "\"}"),
                        "event_too_large"),
                Arguments.of("no id", "{\"type\":\"track\",\"event\":\"E\",\"messageId\":\"bad\"}", "missing_id"),
                Arguments.of("name of 10,000", event("\"event\":\"" + "n".repeat(10_000) + "\""), "too_long"),
                Arguments.of("year 99999", event("\"timestamp\":\"+99999-01-01T00:00:00Z\""), "invalid_timestamp"),
                Arguments.of("no time", event("\"timestamp\":\"yesterday\""), "invalid_timestamp"),
                Arguments.of("300 levels", event("\"properties\":" + nested(300)), "too_deep"),
                Arguments.of("properties a text", event("\"properties\":\"x\""), "wrong_type"),
                Arguments.of("event an object", event("\"event\":{}"), "wrong_type"),
                Arguments.of("user an array", event("\"userId\":[1]"), "wrong_type"),
                Arguments.of("unknown type", event("\"type\":\"buy\""), "invalid_type"),
                Arguments.of("a number", "5", "wrong_type"),
                Arguments.of("null", "null", "wrong_type"),
                Arguments.of("long message id", event("\"messageId\":\"" + "i".repeat(101) + "\""), "too_long"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultyEvents")
    void refusesOneFaultyEventAndStoresItsNeighbours(String what, String faulty, String code, Wire wire, Space space) {
        Wire.Answer answer = wire.post(
                "/v1/batch", "{\"batch\":[" + GOOD.formatted("g1") + "," + faulty + "," + GOOD.formatted("g2") + "]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getInt("received")).isEqualTo(3);
        assertThat(answer.json().getInt("accepted")).isEqualTo(2);
        JsonObject rejected = answer.json().getJsonArray("rejected").getJsonObject(0);
        assertThat(rejected.getInt("index")).as(what).isEqualTo(1);
        assertThat(rejected.getString("code")).isEqualTo(code);
        assertThat(rejected.getString("message")).isNotBlank();
        assertThat(space.messageIds()).containsExactlyInAnyOrder("g1", "g2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultyEvents")
    void refusesAFaultyEventThatComesAlone(String what, String faulty, String code, Wire wire, Space space) {
        Wire.Answer answer = wire.post("/v1/batch", "{\"batch\":[" + faulty + "]}");

        assertThat(answer.json().getInt("accepted")).as(what).isZero();
        assertThat(answer.json().getJsonArray("rejected")).hasSize(1);
        if (!code.equals("invalid_type")) {
            Wire.Answer single = wire.post("/v1/track", faulty);
            assertThat(single.status()).as(single.body()).isEqualTo(400);
            assertThat(single.code()).isEqualTo(code);
            assertThat(single.json().getString("message")).isNotBlank();
        }
        assertThat(space.messageIds()).isEmpty();
    }

    static Stream<Arguments> storableEvents() {
        return Stream.of(
                Arguments.of("NUL", event("\"properties\":{\"x\":\"a\\u0000b\"}"), "a\uFFFDb"),
                Arguments.of("lone surrogate", event("\"properties\":{\"x\":\"a\\ud800b\"}"), "a\uFFFDb"),
                Arguments.of("duplicate keys", event("\"properties\":{\"x\":1,\"x\":2}"), "2"),
                Arguments.of("a huge number", event("\"properties\":{\"x\":1e131071}"), "1e131071"),
                Arguments.of("60 levels", event("\"properties\":{\"x\":\"y\",\"deep\":" + nested(60) + "}"), "y"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("storableEvents")
    void storesWhatPostgresqlOrAParserMightNotBear(String what, String event, String stored, Wire wire, Space space) {
        Wire.Answer answer = wire.post("/v1/batch", "{\"batch\":[" + event + "," + GOOD.formatted("good") + "]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getInt("accepted")).as(answer.body()).isEqualTo(2);
        assertThat(space.messageIds()).containsExactlyInAnyOrder("bad", "good");
        assertThat(space.field("bad", "properties", "x")).as(what).isEqualTo(stored);
    }

    static Stream<Arguments> faultyBodies() {
        return Stream.of(
                Arguments.of("not JSON", bytes("event=E&userId=u"), "invalid_json"),
                Arguments.of("empty", bytes(""), "invalid_request"),
                Arguments.of("cut off", bytes("{\"batch\":[{\"type\":\"track\""), "invalid_json"),
                Arguments.of("more behind it", bytes("{\"batch\":[]} {}"), "invalid_json"),
                Arguments.of("invalid UTF-8", new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}, "invalid_json"),
                Arguments.of("an array", bytes("[]"), "invalid_request"),
                Arguments.of("no batch", bytes("{}"), "invalid_request"),
                Arguments.of("batch is a text", bytes("{\"batch\":\"x\"}"), "invalid_request"),
                Arguments.of("2501 events", bytes(batchOf(2501)), "batch_too_large"),
                Arguments.of("501 KB", bytes(batchOfBytes(501 * 1024)), "batch_too_large"),
                Arguments.of("a gzip bomb", Wire.gzip(new byte[50_000_000]), "batch_too_large"),
                Arguments.of("broken gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3}, "invalid_request"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultyBodies")
    void refusesAFaultyBodyWithCodeAndMessage(String what, byte[] body, String code, Wire wire, Space space) {
        Wire.Answer answer = wire.post("/v1/batch", body, "Authorization", Wire.basic(wire.key() + ":"));

        assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(400);
        assertThat(answer.json().getBoolean("success")).isFalse();
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().getString("message")).isNotBlank();
        assertThat(space.messageIds()).isEmpty();
        assertThat(wire.post("/v1/track", GOOD.formatted("next")).status()).isEqualTo(200);
    }

    @Test
    void takesAsManyEventsAsAreAllowed(Wire wire, Space space) {
        Wire.Answer answer = wire.post("/v1/batch", batchOf(2500));

        assertThat(answer.json().getInt("accepted")).isEqualTo(2500);
        assertThat(space.messageIds()).hasSize(2500).doesNotHaveDuplicates();
    }

    @Test
    void keepsPayloadsAndKeysOutOfItsLogs(Wire wire, Space space) {
        String key = "pk_live_" + CANARY;
        wire.post("/v1/track", GOOD.replace("Good", CANARY).formatted("ok"));
        wire.post("/v1/track", "{\"event\":\"" + CANARY);
        wire.post("/v1/track", "{\"event\":\"E\",\"" + CANARY + "\":tru,\"userId\":\"" + CANARY + "@example.com\"}");
        wire.post("/v1/track", event("\"timestamp\":\"" + CANARY + "\""));
        wire.post("/v1/track", event("\"properties\":{\"x\":\"" + CANARY + "\\u0000\"}"));
        wire.post("/v1/batch", bytes("{\"batch\":[" + CANARY), "Authorization", Wire.basic(key + ":"));
        wire.post("/v1/t?writeKey=" + key, bytes(GOOD.formatted(CANARY)));
        wire.get("/v1/projects/" + key + "/settings");
        wire.post("/mcp", bytes("{\"jsonrpc\":\"2.0\",\"" + CANARY), "Authorization", "Bearer " + key);

        assertThat(space.messageIds()).contains("ok");
        assertThat(cairo.logs()).doesNotContain(CANARY).doesNotContain(space.key());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A track named bad, with these fields in place of its own. */
    private static String event(String fields) {
        String name = fields.substring(0, fields.indexOf(':'));
        return Stream.of("\"type\":\"track\"", "\"event\":\"E\"", "\"userId\":\"u\"", "\"messageId\":\"bad\"")
                .filter(field -> !field.startsWith(name))
                .collect(Collectors.joining(",", "{", "," + fields + "}"));
    }

    private static String nested(int levels) {
        return "{\"d\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    private static String batchOf(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> GOOD.formatted("m" + n))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    private static String batchOfBytes(int size) {
        String event = GOOD.replace("Good", "G".repeat(200));
        int count = size / event.length() + 1;
        return IntStream.range(0, count)
                .mapToObj(n -> event.formatted("m" + n))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }
}
