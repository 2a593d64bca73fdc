package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import io.cairo.destination.connector.StandIn.Asked;
import io.cairo.destination.connector.StandIn.Said;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A stand-in for Langfuse that reads OpenTelemetry's traces as strictly: one span that cannot be read refuses all.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-response">OTLP/HTTP Response</a>
 */
@Against(types = "langfuse", server = "the OpenTelemetry endpoint as documented, which reads each span", real = false)
class LangfuseIT {
    private static final String TRACES = "POST /api/public/otel/v1/traces";
    private static final List<Parcel> THREE =
            List.of(Sample.event("track", "m-1"), Sample.event("track", "m-2"), Sample.event("track", "m-3"));

    /** Spans by their ids: one that comes again takes its place. */
    private final Map<String, JsonObject> spans = new LinkedHashMap<>();

    private final StandIn server = new StandIn(this::answer);
    private boolean rejects;
    private String unreadable = "";

    @AfterEach
    void stop() {
        server.close();
    }

    private synchronized Said answer(Asked asked) {
        String pair =
                Base64.getEncoder().encodeToString("pk-lf-0001:sk-lf-secret-0001".getBytes(StandardCharsets.US_ASCII));
        if (!asked.header("authorization").equals("Basic " + pair)) {
            return Said.of(
                    401, "{\"message\":\"Invalid credentials. Confirm that you've configured the correct host.\"}");
        }
        return switch (asked.method() + " " + asked.path()) {
            case "GET /api/public/projects" -> Said.of(200, "{\"data\":[{\"id\":\"p\",\"name\":\"shop\"}]}");
            case TRACES -> exported(asked);
            default -> Said.of(404, "{\"message\":\"not found\"}");
        };
    }

    private Said exported(Asked asked) {
        if (!asked.header("content-type").startsWith("application/json")) {
            return Said.of(400, "{\"message\":\"Invalid content type\"}");
        }
        Map<String, JsonObject> read = new LinkedHashMap<>();
        for (JsonObject resource : objects(asked.json(), "resourceSpans")) {
            for (JsonObject scope : objects(resource, "scopeSpans")) {
                for (JsonObject span : objects(scope, "spans")) {
                    if (!isSpan(span)
                            || attribute(span, "langfuse.observation.metadata.message_id")
                                    .equals(unreadable)) {
                        return Said.of(400, "{\"message\":\"Invalid span\"}");
                    }
                    read.put(span.getString("traceId") + span.getString("spanId"), span);
                }
            }
        }
        if (rejects && read.size() > 1) {
            return Said.of(
                    200, "{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"one span was not taken\"}}");
        }
        spans.putAll(read);
        return Said.of(200, "{}");
    }

    private static List<JsonObject> objects(JsonObject from, String name) {
        return from.getJsonArray(name).getValuesAs(JsonObject.class);
    }

    /** Numbers of 64 bits are texts, attributes are a list, ids are hexadecimal digits. */
    private static boolean isSpan(JsonObject span) {
        return span.getString("traceId", "").matches("[0-9a-f]{32}")
                && span.getString("spanId", "").matches("[0-9a-f]{16}")
                && span.getString("startTimeUnixNano").matches("[0-9]{19}")
                && span.getString("endTimeUnixNano").compareTo(span.getString("startTimeUnixNano")) >= 0
                && !span.getString("name").isEmpty()
                && span.get("attributes") instanceof JsonArray attributes
                && attributes.getValuesAs(JsonObject.class).stream()
                        .allMatch(one -> one.getJsonObject("value").containsKey("stringValue"));
    }

    private static String attribute(JsonObject span, String name) {
        return objects(span, "attributes").stream()
                .filter(one -> one.getString("key").equals(name))
                .map(one -> one.getJsonObject("value").getString("stringValue"))
                .findFirst()
                .orElse("-");
    }

    private JsonObjectBuilder here() {
        return Json.createObjectBuilder().add("base_url", server.url());
    }

    private Sending<?> sending() {
        return Sending.of("langfuse", here().build());
    }

    @Test
    void aSpanThatIsSentAgainTakesTheFirstOnesPlace() throws IOException {
        try (Sending<?> langfuse = sending()) {
            assertThat(langfuse.objection()).isEmpty();
            assertThat(langfuse.send(THREE)).hasSize(3).containsOnly(Kind.OK);
            assertThat(langfuse.send(THREE)).hasSize(3).containsOnly(Kind.OK);
        }

        assertThat(spans.values())
                .extracting(span -> attribute(span, "langfuse.observation.metadata.message_id"))
                .containsExactly("m-1", "m-2", "m-3");
        assertThat(spans.values())
                .extracting(span -> span.getString("traceId"))
                .as("one session is one trace")
                .containsOnly(spans.values().iterator().next().getString("traceId"));
        assertThat(spans.values())
                .extracting(span -> attribute(span, "user.id"))
                .containsOnly("u-100");
    }

    @Test
    void aSpanThatCannotBeReadIsFoundByHalving() throws IOException {
        unreadable = "m-2";
        try (Sending<?> langfuse = sending()) {
            assertThat(langfuse.send(THREE)).containsOnly(Kind.SPLIT);
            assertThat(langfuse.send(THREE.subList(1, 2))).containsOnly(Kind.REJECTED);
            assertThat(langfuse.send(THREE.subList(2, 3))).containsOnly(Kind.OK);
        }
        assertThat(spans).hasSize(1);
    }

    @Test
    void aSuccessThatCountsALostSpanIsSentAgainInHalves() throws IOException {
        rejects = true;
        try (Sending<?> langfuse = sending()) {
            assertThat(langfuse.send(THREE)).containsOnly(Kind.SPLIT);
        }
    }

    @Test
    void keepsEventsForWrongKeysAndForAServerWithoutTheEndpoint() throws IOException {
        try (Sending<?> stranger = Sending.of(
                        "langfuse", here().add("secret_key", "sk-lf-other").build());
                Sending<?> older = Sending.of(
                        "langfuse",
                        here().add("base_url", server.url() + "/old").build())) {
            assertThat(stranger.send(THREE)).containsOnly(Kind.AUTH);
            assertThat(stranger.objection())
                    .hasValueSatisfying(said -> assertThat(said).contains("credentials"));
            assertThat(older.outcomes(THREE))
                    .allSatisfy(outcome -> assertThat(outcome.detail()).contains("3.22"));
        }
        assertThat(spans).isEmpty();
    }
}
