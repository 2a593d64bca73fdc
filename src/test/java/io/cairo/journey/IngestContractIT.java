package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every Segment-compatible client relies on, spoken by hand: doors, shapes and answers. */
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
