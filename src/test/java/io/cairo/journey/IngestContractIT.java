package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every Segment-compatible client relies on, spoken by hand. */
@Journey
class IngestContractIT {
    private static final List<String> PREFIXES = List.of("/v1", "/v2", "/api/v2");

    private static final Map<String, String> SINGLE = Map.of(
            "track", "\"event\":\"E\",\"userId\":\"u\"",
            "identify", "\"userId\":\"u\",\"traits\":{\"email\":\"u@example.com\"}",
            "page", "\"name\":\"Home\",\"anonymousId\":\"a\"",
            "screen", "\"name\":\"Home\",\"anonymousId\":\"a\"",
            "group", "\"userId\":\"u\",\"groupId\":\"g\"",
            "alias", "\"userId\":\"u\",\"previousId\":\"a\"");

    static Stream<String> singleRoutes() {
        return PREFIXES.stream()
                .flatMap(prefix -> SINGLE.keySet().stream()
                        .flatMap(type -> Stream.of(type, type.substring(0, 1), type + "/")
                                .map(route -> prefix + "/" + route)));
    }

    static Stream<String> batchRoutes() {
        return PREFIXES.stream()
                .flatMap(prefix ->
                        Stream.of("batch", "b", "import", "import/", "batch/").map(route -> prefix + "/" + route));
    }

    @ParameterizedTest
    @MethodSource("singleRoutes")
    void takesOneEventOfTheTypeThatThePathNames(String path, Wire wire, Space space) {
        String route = path.replaceAll("/$", "").replaceAll(".*/", "");
        String type = SINGLE.keySet().stream()
                .filter(one -> one.startsWith(route))
                .findFirst()
                .orElseThrow();

        Wire.Answer answer = wire.post(path, "{\"messageId\":\"m\"," + SINGLE.get(type) + "}");

        assertAccepted(answer, 1);
        assertThat(space.column("m", "type")).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("batchRoutes")
    void takesABatchOfAllTypes(String path, Wire wire, Space space) {
        StringBuilder events = new StringBuilder();
        SINGLE.forEach((type, fields) ->
                events.append(",{\"type\":\"%s\",\"messageId\":\"m-%s\",%s}".formatted(type, type, fields)));

        Wire.Answer answer = wire.post(path, "{\"batch\":[" + events.substring(1) + "]}");

        assertAccepted(answer, 6);
        assertThat(space.messageIds())
                .containsExactlyInAnyOrder("m-track", "m-identify", "m-page", "m-screen", "m-group", "m-alias");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "text/plain",
                "text/plain;charset=UTF-8",
                "application/x-www-form-urlencoded",
                "application/octet-stream"
            })
    void readsJsonWhateverTheContentTypeSays(String contentType, Wire wire, Space space) {
        byte[] body =
                "{\"event\":\"E\",\"userId\":\"u=1&writeKey=x\",\"messageId\":\"m\"}".getBytes(StandardCharsets.UTF_8);

        Wire.Answer answer =
                wire.post("/v1/t", body, "Authorization", Wire.basic(wire.key() + ":"), "Content-Type", contentType);

        assertAccepted(answer, 1);
        assertThat(space.field("m", "userId")).isEqualTo("u=1&writeKey=x");
    }

    @Test
    void unpacksGzipThatIsAnnouncedAndGzipThatIsNot(Wire wire, Space space) {
        byte[] one =
                Wire.gzip("{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m1\"}".getBytes(StandardCharsets.UTF_8));
        byte[] two =
                Wire.gzip("{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m2\"}".getBytes(StandardCharsets.UTF_8));
        String login = Wire.basic(wire.key() + ":");

        assertAccepted(wire.post("/v1/t", one, "Authorization", login, "Content-Encoding", "gzip"), 1);
        assertAccepted(wire.post("/v1/t", two, "Authorization", login), 1);
        assertThat(space.messageIds()).containsExactlyInAnyOrder("m1", "m2");
    }

    @Test
    void believesBytesMoreThanAContentEncoding(Wire wire, Space space) {
        byte[] plain = "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\"}".getBytes(StandardCharsets.UTF_8);

        assertAccepted(
                wire.post("/v1/t", plain, "Authorization", Wire.basic(wire.key() + ":"), "Content-Encoding", "gzip"),
                1);
        assertThat(space.messageIds()).containsExactly("m");
    }

    @Test
    void answersADuplicateAsASuccess(Wire wire, Space space) {
        String event = "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\"}";
        assertAccepted(wire.post("/v1/t", event), 1);

        JsonObject again = wire.post("/v2/track", event).json();

        assertThat(again.getBoolean("success")).isTrue();
        assertThat(again.getInt("accepted")).isZero();
        assertThat(again.getInt("duplicates")).isEqualTo(1);
        assertThat(space.messageIds()).containsExactly("m");
    }

    @Test
    void countsATwinInsideOneBatchAsADuplicate(Wire wire, Space space) {
        String event = "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\"}";

        JsonObject answer = wire.post("/v1/batch", "{\"batch\":[" + event + "," + event + "]}")
                .json();

        assertThat(answer.getInt("accepted")).isEqualTo(1);
        assertThat(answer.getInt("duplicates")).isEqualTo(1);
        assertThat(space.messageIds()).containsExactly("m");
    }

    @Test
    void keepsAllThatWasSent(Wire wire, Space space) {
        wire.post("/v1/t", """
                {"event":"E","userId":42,"messageId":"m","custom":[1,{"a":null}],"properties":{"price":1.10,"tags":["é","😀"]},
                "context":{"library":{"name":"l"}},"integrations":{"All":false,"Slack":true}}""");

        assertThat(space.field("m", "userId")).isEqualTo("42");
        assertThat(space.column("m", "user_id")).isEqualTo("42");
        assertThat(space.field("m", "properties", "price")).isEqualTo("1.10");
        assertThat(space.field("m", "properties", "tags", "1")).isEqualTo("😀");
        assertThat(space.field("m", "custom", "0")).isEqualTo("1");
        assertThat(space.field("m", "context", "library", "name")).isEqualTo("l");
        assertThat(space.field("m", "integrations", "Slack")).isEqualTo("true");
    }

    @Test
    void neverStoresTheWriteKey(Wire wire, Space space) {
        wire.post(
                "/v1/t", "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\",\"writeKey\":\"" + space.key() + "\"}");

        assertThat(space.column("m", "payload")).doesNotContain(space.key());
    }

    @Test
    void letsEventsInheritWhatTheirBatchSays(Wire wire, Space space) {
        wire.post("/v1/batch", """
                {"batch":[{"type":"track","event":"E","userId":"u","messageId":"m1"},
                {"type":"track","event":"E","userId":"u","messageId":"m2","context":{"library":{"name":"own"}},
                "integrations":{"All":true}}],
                "context":{"library":{"name":"batch"},"ip":"192.0.2.1"},"integrations":{"All":false}}""");

        assertThat(space.field("m1", "context", "library", "name")).isEqualTo("batch");
        assertThat(space.field("m1", "integrations", "All")).isEqualTo("false");
        assertThat(space.field("m2", "context", "library", "name")).isEqualTo("own");
        assertThat(space.field("m2", "context", "ip")).isEqualTo("192.0.2.1");
        assertThat(space.field("m2", "integrations", "All")).isEqualTo("true");
    }

    @Test
    void correctsAClockThatIsAnHourAhead(Wire wire, Space space) {
        Instant theirNow = Instant.now().plus(Duration.ofHours(1));
        Instant happened = theirNow.minus(Duration.ofMinutes(10));

        wire.post("/v1/batch", """
                {"batch":[{"type":"track","event":"E","userId":"u","messageId":"m","timestamp":"%s"}],"sentAt":"%s"}""".formatted(happened, theirNow));

        Instant corrected = Instant.parse(space.field("m", "timestamp"));
        assertThat(corrected)
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(11)),
                        Instant.now().minus(Duration.ofMinutes(9)));
        assertThat(space.field("m", "originalTimestamp"))
                .startsWith(happened.toString().substring(0, 19));
    }

    @Test
    void keepsTheTimeOfAHistoricalImport(Wire wire, Space space) {
        wire.post("/v1/t", """
                {"event":"E","userId":"u","messageId":"m","timestamp":"2019-03-01T10:00:00.000Z"}""");

        assertThat(space.field("m", "timestamp")).isEqualTo("2019-03-01T10:00:00.000Z");
        assertThat(Instant.parse(space.field("m", "receivedAt")))
                .isAfter(Instant.now().minusSeconds(300));
    }

    @Test
    void answersSelfMetricsOfTheBrowserLibraryAndKeepsNothing(Wire wire, Space space) {
        Wire.Answer answer = wire.post("/v1/m", "{\"series\":[{\"type\":\"Counter\",\"metric\":\"x\",\"value\":1}]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isNotNull();
        assertThat(space.messageIds()).isEmpty();
    }

    @Test
    void answersAPreflightForTheHeadersThatBrowsersSend(Wire wire) {
        Wire.Answer answer = wire.options(
                "/v1/t",
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type,x-retry-count");

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("content-type")
                .containsIgnoringCase("x-retry-count");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void letsPagesReadAnswersAndErrorsWithTheirRetryAfter(Wire wire) {
        Wire.Answer good = wire.post("/v1/t", "{\"event\":\"E\",\"userId\":\"u\"}");
        Wire.Answer bad = wire.post("/v1/t", "no json");

        for (Wire.Answer answer : List.of(good, bad)) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Access-Control-Expose-Headers")).containsIgnoringCase("Retry-After");
        }
    }

    @Test
    void tellsTheBrowserLibraryWhereToDeliver(Wire wire) {
        JsonObject settings = wire.get("/v1/projects/KEY/settings").json();
        JsonObject own = settings.getJsonObject("integrations").getJsonObject("Segment.io");

        assertThat(own.getString("apiKey")).isEqualTo("KEY");
        assertThat("http://" + own.getString("apiHost")).startsWith(wire.url());
        assertThat(own.getString("protocol")).isEqualTo("http");
        assertThat(wire.get("/projects/KEY/settings").status()).isEqualTo(200);
    }

    @Test
    void tellsRudderStackClientsTheirSource(Wire wire) {
        for (String path : List.of("/sourceConfig?writeKey=KEY", "/sourceConfig/?p=npm&v=3&writeKey=KEY")) {
            Wire.Answer answer = wire.get(path);

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.json().getJsonObject("source").getString("writeKey"))
                    .isEqualTo("KEY");
        }
    }

    @Test
    void saysWhichMethodsAPathTakes(Wire wire) {
        Wire.Answer answer = wire.get("/v1/batch");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("POST");
        assertThat(answer.code()).isEqualTo("method_not_allowed");
    }

    static Stream<String> recordings() {
        return Stream.of(
                "segment-analytics-node",
                "segment-analytics-java",
                "segment-analytics-next-standard",
                "segment-analytics-next-batching",
                "rudder-sdk-node");
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void takesWhatWasRecordedOfRealClients(String recording, Wire wire, Space space) throws Exception {
        int sent = 0;
        try (var in = getClass().getResourceAsStream("/wire/" + recording + ".json");
                var reader = Json.createReader(in)) {
            for (JsonObject request :
                    reader.readObject().getJsonArray("requests").getValuesAs(JsonObject.class)) {
                if (!request.getString("method").equals("POST")) {
                    continue;
                }
                String body = request.getJsonObject("body").toString();
                Wire.Answer answer = wire.post(request.getString("url"), body);
                sent += answer.json().getInt("accepted");
                assertThat(answer.json()).doesNotContainKey("rejected");
            }
        }

        assertThat(sent).isPositive();
        assertThat(space.messageIds()).hasSize(sent).doesNotHaveDuplicates();
    }

    private static void assertAccepted(Wire.Answer answer, int count) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().getBoolean("success")).isTrue();
        assertThat(answer.json().getInt("received")).isEqualTo(count);
        assertThat(answer.json().getInt("accepted")).isEqualTo(count);
    }
}
